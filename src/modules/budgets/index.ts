export * from './domain/contract.ts';
export { sources, type Source } from './domain/money.ts';
