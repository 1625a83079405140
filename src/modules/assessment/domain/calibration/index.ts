/** Calibration as a whole, for commands, benchmarks and tests. */
export {
  calibrate,
  calibrating,
  type Calibration,
  type CalibrationOptions,
  type Model,
} from './calibrate.ts';
export { mildPriors } from './priors.ts';
export { packPatterns, packResponses, type Responses } from './responses.ts';
