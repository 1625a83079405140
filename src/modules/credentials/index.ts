export { readCode, showCode } from './domain/code.ts';
export * from './domain/contract.ts';
export * from './domain/contract-documents.ts';
