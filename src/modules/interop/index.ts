export * from './domain/contract.ts';
export * from './domain/oauth-contract.ts';
export * from './domain/pull-contract.ts';
