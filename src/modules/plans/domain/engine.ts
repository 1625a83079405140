// The plan reader without anything around it: pure, for the server, for commands that measure it, and for tests.
export { lintPlan, type Lint, type ParentTarget } from './lint.ts';
export { PlansPolicy } from './policy.ts';
export { fourthFridays } from './reader/deadline/weekday.ts';
export { readDeadline } from './reader/deadline/read-deadline.ts';
export { indicatorOf } from './reader/indicator-of.ts';
export { readPlan, wordsAt, type PlanReading } from './reader/read-plan.ts';
export { sameUnits, scorePlan, type Gold, type Scores, type Tally } from './reader/score.ts';
export { similarity } from './reader/similar.ts';
export { foldSame } from './reader/text.ts';
export { namedUnits } from './reader/units.ts';
export type { ReadTarget } from './reader/targets.ts';
export type { ReadTask } from './reader/tasks.ts';
