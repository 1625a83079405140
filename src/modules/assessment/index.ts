export * from './domain/contract.ts';
export { Answer } from './domain/scoring.ts';

export * as engine from './domain/engine.ts';
