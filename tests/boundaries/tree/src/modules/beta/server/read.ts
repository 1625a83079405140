import { question } from './beta.store.ts';
export const read = question;
