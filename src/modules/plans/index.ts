export * as engine from './domain/engine.ts';
