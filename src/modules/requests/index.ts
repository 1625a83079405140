export * from './domain/burden-contract.ts';
export * from './domain/contract.ts';
export { type RequestAct } from './domain/request.ts';
