import type { ItemParameters } from '../model.ts';
import type { DifResult } from './dif.ts';
import type { OptionReport } from './distractors.ts';
import type { Drift } from './drift.ts';
import { type ItemFit, MISFIT } from './item-fit.ts';
import type { ParameterErrors } from './standard-errors.ts';

/** What was seen about an item that somebody should know. */
export const concerns = [
  'too-few',
  'key-suspect',
  'flat',
  'misfit',
  'unfair',
  'perhaps-unfair',
  'became-easier',
  'became-harder',
  'moved',
  'idle-option',
] as const;
export type Concern = (typeof concerns)[number];

/** What to do with an item; a person decides. */
export const recommendations = ['repair', 'rest', 'review', 'renumber', 'keep', 'wait'] as const;
export type Recommendation = (typeof recommendations)[number];

export interface Evidence {
  readonly answers: number;
  readonly bank: ItemParameters;
  readonly estimate: ItemParameters;
  readonly errors: ParameterErrors | null;
  readonly fit: ItemFit | undefined;
  /** Correlation of the mark with what the others' answers say. */
  readonly separation: number;
  readonly dif: readonly DifResult[];
  readonly drift: Drift | undefined;
  readonly options: readonly OptionReport[];
}

/** Fewer answers judge nothing. */
export const LEAST_TO_JUDGE = 200;
/** A slope surely below it tells people hardly apart. */
const FLAT = 0.5;
/** A difficulty this far from the bank's matters to the tests that people get; logits. */
const MOVED = 0.5;

export function concernsOf(item: Evidence): Concern[] {
  if (item.answers < LEAST_TO_JUDGE) return ['too-few'];
  const { errors, estimate, bank } = item;
  const drewAble = item.options.some(({ fault }) => fault === 'draws-able');
  const separationError = 1 / Math.sqrt(item.answers);
  const away = Math.abs(estimate.difficulty - bank.difficulty);
  const seen: [Concern, boolean][] = [
    ['key-suspect', drewAble || item.separation < -1.96 * separationError],
    ['flat', errors !== null && estimate.discrimination + 1.645 * errors.discrimination < FLAT],
    ['misfit', (item.fit?.rmsd ?? 0) > MISFIT],
    ['unfair', item.dif.some((result) => result.class === 'C')],
    ['perhaps-unfair', item.dif.some((result) => result.class === 'B')],
    ['became-easier', item.drift?.alarm?.became === 'easier'],
    ['became-harder', item.drift?.alarm?.became === 'harder'],
    ['moved', errors !== null && away > MOVED && away > 1.96 * errors.difficulty],
    ['idle-option', item.options.some(({ fault }) => fault === 'idle')],
  ];
  return seen.flatMap(([concern, is]) => (is ? [concern] : []));
}

/** The gravest concern decides. */
export function recommend(seen: readonly Concern[]): Recommendation {
  const any = (...wanted: Concern[]) => wanted.some((concern) => seen.includes(concern));
  if (any('too-few')) return 'wait';
  if (any('key-suspect', 'flat', 'misfit')) return 'repair';
  if (any('became-easier', 'became-harder')) return 'rest';
  if (any('unfair')) return 'review';
  return any('moved') ? 'renumber' : 'keep';
}
