import type { Params } from '#platform/client/words.ts';
import type { ValueView } from '../domain/contract.ts';
import { writeNumber } from '#platform/text/number-entry.ts';
import type { messages } from './messages.ts';

type Say = (key: keyof typeof messages.vi, params?: Params) => string;

export const sayQuarter = (t: Say, quarter: string): string =>
  t('burden.quarter.words', {
    n: ['I', 'II', 'III', 'IV'][Number(quarter.slice(6)) - 1]!,
    year: quarter.slice(0, 4),
  });

/** A value as it is typed and printed. */
export const sayValue = ({ num, words }: Pick<ValueView, 'num' | 'words'>): string =>
  num === null ? words : writeNumber(num);
