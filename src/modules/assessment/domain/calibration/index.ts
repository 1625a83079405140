/** Calibration as a whole, for commands, benchmarks and tests. */
export {
  type BankEntry,
  type CalibrationReport,
  type GroupDifference,
  type ItemReport,
  reportingBank,
  type Sitting,
} from './calibration-report.ts';
export {
  calibrate,
  calibrating,
  type Calibration,
  type CalibrationOptions,
  type Model,
} from './calibrate.ts';
export { mildPriors } from './priors.ts';
export { type Concern, concerns, type Recommendation, recommendations } from './recommend.ts';
export { packPatterns, packResponses, type Responses } from './responses.ts';
