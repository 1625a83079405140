export * from './domain/contract.ts';
export type { DraftKindName } from './domain/content.ts';
export { PACK_MANIFEST } from './domain/pack.ts';
export type { DraftLesson, DraftStep } from './domain/draft.ts';
