/** The engine as a whole, for simulations, benchmarks and whoever plays a test again. */
export { prepareBank, type Bank, type BankItem } from './bank.ts';
export { checkBlueprint } from './check-blueprint.ts';
export { comparedDesigns, expectedMark } from './designs.ts';
export { NO_EXPOSURE } from './exposure.ts';
export { ItemFile } from './item.ts';
export { drawNormal, randomFor } from './random.ts';
export { RuleSet, ruleSetKey } from './rules.ts';
export { nextStep, startSession } from './session.ts';
export { applyAnswer } from './session-state.ts';
export { simulate } from './simulate.ts';
export {
  comparePaired,
  isDecidedRightly,
  summarise,
  type PairedDifference,
  type SimulationSummary,
} from './simulation-summary.ts';
export { bestStopping, valueOfBound } from './optimal-stop.ts';
export { requiredConfidence } from './stop.ts';
export { syntheticBank } from './synthetic-bank.ts';
export * as calibration from './calibration/index.ts';
export { allVariants, countVariants, variantIndex, variantOf } from './templates/vary.ts';
export * as integrity from './integrity/index.ts';
