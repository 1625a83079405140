export type { Indicator, PopulationGroup } from './domain/indicator.ts';
export type { Plan, Target, TargetFlag } from './domain/plan.ts';
export * from './domain/calendar-contract.ts';
export * from './domain/contract.ts';
export type { ReportPeriod } from './domain/legal-calendar/periods.ts';
export { periodKinds, type PeriodKind, type Tier } from './domain/legal-calendar/regime.ts';
export { getCascade, getCascadeFile, type CascadeView } from './domain/cascade-contract.ts';
export { getTrend, type TrendView } from './domain/trend-contract.ts';
export { getReceived, type ReceivedBundle } from './domain/federation/contract.ts';
