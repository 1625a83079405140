export * from './domain/contract.ts';
export type { DraftKindName } from './domain/content.ts';
export type { DraftLesson, DraftStep } from './domain/draft.ts';
