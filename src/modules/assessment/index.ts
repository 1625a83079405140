export * from './domain/contract.ts';
export * from './domain/calibration-contract.ts';
export * from './domain/integrity-contract.ts';
export * from './domain/recheck-contract.ts';
export * from './domain/exchange-contract.ts';
export { formats as itemFormats } from './domain/exchange/formats.ts';
export * from './domain/rules-contract.ts';
export * from './domain/sitting-contract.ts';
export * from './domain/paper-contract.ts';
export * from './domain/appeal-contract.ts';
export { Answer } from './domain/answer.ts';

export * as engine from './domain/engine.ts';
export { itemOfForm } from './domain/exchange/item-form.ts';
