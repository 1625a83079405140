export * from './domain/contract.ts';
