import { formatNumber, formatPercent } from '#platform/client/format.ts';
import type { Language, useWords } from '#platform/client/words.ts';
import type { Denominator, PublicCell, TargetView } from '../domain/contract.ts';
import type { Status } from '../domain/pace.ts';
import type { messages } from './messages.ts';

type Tone = 'info' | 'done' | 'wait' | 'bad';
type Say = ReturnType<typeof useWords<(typeof messages)['vi']>>;

export const tones: Readonly<Record<Status, Tone>> = {
  met: 'done',
  'on-pace': 'info',
  behind: 'wait',
  missed: 'bad',
  'no-population': 'info',
  'no-source': 'info',
  unquantified: 'wait',
  impossible: 'bad',
};

/** `≥ 85 %`, `> 60 %`, `≥ 40.000.000 người`, or the plan's own word where it gives no number. */
export function askedOf(
  target: Pick<TargetView, 'value' | 'operator' | 'measure' | 'written'>,
  t: Say,
  language: Language,
): string {
  if (target.value === null || target.operator === null)
    return t('target.written', { written: target.written?.[language] ?? '…' });
  const sign = target.operator === '>=' ? '≥' : '>';
  const number =
    target.measure === 'percent'
      ? `${formatNumber(target.value, language, Number.isInteger(target.value) ? 0 : 1)} %`
      : t('target.people', { value: formatNumber(target.value, language) });
  return `${sign} ${number}`;
}

/** What the reader must know before believing a target: flags, and that a unit above asks for more. */
export function remarksOf(target: TargetView, t: Say): string[] {
  return [
    ...target.flags.map((flag) => t(`target.flag.${flag}`)),
    ...(target.weakerThan ? [t('target.weaker', { unit: target.weakerThan.name })] : []),
  ];
}

/** The targets by which a unit is measured in a year: for each indicator its own, else the nearest above. */
export function measuring(targets: readonly TargetView[], year: number): TargetView[] {
  const codes = [...new Set(targets.filter((one) => one.year === year).map((one) => one.indicator.code))];
  return codes.map((code) => {
    const all = targets.filter((one) => one.year === year && one.indicator.code === code);
    return all.find((one) => one.own) ?? all[0]!;
  });
}

export function sourceOf(one: Denominator, t: Say, language: Language, day: string): string {
  return t('population.source-line', {
    value: formatNumber(one.value, language),
    year: one.year,
    source: one.how === 'summed' ? `${one.source}, ${t('population.summed')}` : one.source,
    date: day,
  });
}

/** A share as it may be told; undefined where none may. */
export function shareOf(cell: PublicCell, t: Say, language: Language): string | undefined {
  if (cell.percent === null) return undefined;
  const share = formatPercent(cell.percent / 100, language, 0);
  if (cell.edge === '') return share;
  return t(cell.edge === '<=' ? 'public.at-most' : 'public.at-least', { share });
}
