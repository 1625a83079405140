import { question } from './alpha.store.ts';
export const read = question;
