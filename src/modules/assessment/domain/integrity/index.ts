/** The integrity monitor as a whole, for simulations. */
export { wilson, truePassRate } from './interval.ts';
export { simulateFraud } from './simulate-fraud.ts';
