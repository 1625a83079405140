export type { Indicator, PopulationGroup } from './domain/indicator.ts';
export type { Plan, Target, TargetFlag } from './domain/plan.ts';
export * from './domain/calendar-contract.ts';
export * from './domain/contract.ts';
