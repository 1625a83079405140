import { readNumber, writeNumber } from '#platform/text/number-entry.ts';
import { declaredFaults, type Declared, type LedgerNumber } from '../domain/ledger.ts';
import type { TypedNumber } from '../domain/write-contract.ts';
import type { FormCell } from '../domain/form.ts';
import type { Language } from '#platform/http/context.ts';
import { say } from './say-fault.ts';

export interface InputFault {
  readonly at: string;
  readonly what: string;
}

/** What a typed number comes to: a number, nothing any more, or faults in words. */
export type ReadNumber =
  | { readonly kind: 'number'; readonly declared: Omit<Declared, 'revision'> }
  | { readonly kind: 'taken-back' }
  | { readonly kind: 'faults'; readonly faults: readonly InputFault[] };

export interface Bounds {
  readonly computed: LedgerNumber | null;
  /** People of the cell's group in the unit; null when nobody has stated them. */
  readonly population: number | null;
  readonly today: string;
  /** When nothing was said of it. */
  readonly sourceDate: string;
}

/** Reads one number as it was typed, with all that is wrong with it. */
export function readTyped(
  language: Language,
  cell: FormCell,
  typed: TypedNumber,
  bounds: Bounds,
): ReadNumber {
  const label = cell.label[language];
  const fault = (field: string, key: string, values: Readonly<Record<string, string>> = {}): InputFault => ({
    at: `${field}.${cell.code}`,
    what: say(language, 'fault.line', { label, what: say(language, `fault.${key}`, values) }),
  });
  const num = readNumber(typed.num, cell.decimals);
  const den = readNumber(typed.den, 0);
  const faults = [
    ...(num.kind === 'fault' ? [fault('num', num.fault, { typed: typed.num.trim() })] : []),
    ...(den.kind === 'fault' ? [fault('den', den.fault, { typed: typed.den.trim() })] : []),
  ];
  if (num.kind === 'fault' || den.kind === 'fault') return { kind: 'faults', faults };
  if (num.kind === 'empty') return { kind: 'taken-back' };
  const declared: Omit<Declared, 'revision'> = {
    num: num.value,
    den: den.kind === 'number' ? den.value : cell.group === undefined ? null : bounds.population,
    source: typed.source,
    sourceDate: typed.sourceDate || bounds.sourceDate,
    grade: typed.grade,
    choice: bounds.computed ? typed.choice : 'declared',
    reason: bounds.computed && typed.choice === 'declared' ? typed.reason : '',
    note: typed.note,
  };
  const wrong = declaredFaults(declared, bounds).map((what) =>
    fault(what === 'source-needed' ? 'source' : what === 'reason-needed' ? 'reason' : 'num', what, {
      num: writeNumber(declared.num),
      den: declared.den === null ? '' : writeNumber(declared.den),
      population: bounds.population === null ? '' : writeNumber(bounds.population),
    }),
  );
  return wrong.length > 0 ? { kind: 'faults', faults: wrong } : { kind: 'number', declared };
}
