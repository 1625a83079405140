export * from './domain/commendation-contract.ts';
export * from './domain/initiative-contract.ts';
export { outcomes, type InitiativeAct, type Outcome } from './domain/initiative.ts';
