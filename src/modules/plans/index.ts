export * from './domain/contract.ts';
export * as engine from './domain/engine.ts';
