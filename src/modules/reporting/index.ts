export * from './domain/contract.ts';
export * from './domain/flag-contract.ts';
