export { readCode, showCode } from './domain/code.ts';
export * from './domain/contract.ts';
export * from './domain/contract-compact.ts';
export * from './domain/contract-documents.ts';
export {
  listPrintable,
  MOST_PRINTED,
  Printable,
  printCertificates,
  PRINTERS,
} from './domain/contract-printing.ts';
export { beginPrint, getPrintArchive, getPrintFile, listPrints, Print } from './domain/contract-prints.ts';
export * from './domain/contract-sharing.ts';
export { documentVerdicts, type DocumentVerdict } from './domain/verdicts.ts';
