export * from './domain/contract.ts';
export { Answer } from './domain/answer.ts';

export * as engine from './domain/engine.ts';
