import type { Indicator } from '../domain/indicator.ts';
import { refuse } from '../domain/refusals.ts';
import { headlineOf } from './read-overview.ts';

/**
 * The indicator that was asked for, the headline's when none was.
 *
 * @throws Refusal movement/not-found
 */
export const indicatorAsked = (indicators: readonly Indicator[], code: string | undefined): Indicator =>
  code ? (indicators.find((one) => one.code === code) ?? refuse('not-found')) : headlineOf(indicators);

/** An indicator as a page names it. */
export const nameIndicator = ({ code, name, short }: Indicator) => ({ code, name, short });
