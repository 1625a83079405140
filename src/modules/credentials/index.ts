export { readCode, showCode } from './domain/code.ts';
export * from './domain/contract.ts';
export * from './domain/contract-compact.ts';
export * from './domain/contract-documents.ts';
export * from './domain/contract-printing.ts';
export * from './domain/contract-sharing.ts';
export { documentVerdicts, type DocumentVerdict } from './domain/verdicts.ts';
