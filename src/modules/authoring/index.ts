export * from './domain/contract.ts';
export type { DraftLesson, DraftStep } from './domain/draft.ts';
