import type { ItemReport } from '../calibration/calibration-report.ts';
import type { ItemParameters } from '../model.ts';
import type { ItemState } from '../register.ts';

export const itemActs = ['submit', 'return', 'try', 'release', 'retire'] as const;
export type ItemAct = (typeof itemActs)[number];

/**
 * What becomes of a question that a unit made: another person looks at it, people answer it unscored, and only what
 * their answers say about it makes it count. Once people met it, its words do not change: whoever wants others begins a
 * new one.
 */
const WAYS: Readonly<Record<ItemAct, { readonly from: readonly ItemState[]; readonly to: ItemState }>> = {
  submit: { from: ['draft'], to: 'review' },
  return: { from: ['review'], to: 'draft' },
  try: { from: ['review'], to: 'trial' },
  release: { from: ['trial'], to: 'live' },
  retire: { from: ['draft', 'review', 'trial', 'live'], to: 'retired' },
};

/** The state after an act; undefined where it cannot be done. */
export function afterAct(state: ItemState, act: ItemAct): ItemState | undefined {
  return WAYS[act].from.includes(state) ? WAYS[act].to : undefined;
}

/** Acts that say why. */
export const NEEDS_WHY: readonly ItemAct[] = ['return', 'retire'];
/** They reach every test of the country: only officers of the nation do them, and not with their own words. */
export const NATIONAL: readonly ItemAct[] = ['try', 'release'];

const within = (value: number, least: number, most: number): number =>
  Number(Math.min(most, Math.max(least, value)).toFixed(3));

/**
 * The numbers that a question on trial would be scored by; undefined while its answers are too few, or say that
 * something is wrong with it.
 *
 * @param report of the last calibration
 * @param synthetic whether invented people are among the answers
 */
export function numbersFor(report: ItemReport | undefined, synthetic: boolean): ItemParameters | undefined {
  if (!report || synthetic) return undefined;
  if (report.recommendation !== 'keep' && report.recommendation !== 'renumber') return undefined;
  const { difficulty, discrimination, guessing } = report.estimate;
  return {
    difficulty: within(difficulty, -3, 3),
    discrimination: within(discrimination, 0.5, 2.5),
    guessing: within(guessing, 0, 0.35),
  };
}
