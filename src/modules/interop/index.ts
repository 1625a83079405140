export { readAnswers, type AnswerFault, type RowAnswer } from './domain/acknowledgement.ts';
export * from './domain/batches-contract.ts';
export * from './domain/contract.ts';
export * from './domain/oauth-contract.ts';
export * from './domain/pull-contract.ts';
export * from './domain/receivers-contract.ts';
export { fields, scopes, ways, type Field, type Scope, type Way } from './domain/scopes.ts';
