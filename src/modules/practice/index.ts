export * from './domain/contract.ts';
export { PracticeEvent } from './domain/event.ts';
export { realNumbersIn } from './domain/guard.ts';
