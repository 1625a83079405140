import { formatDay } from '#platform/client/format.ts';
import type { Language, Params } from '#platform/client/words.ts';
import { fold } from '#platform/text/fold.ts';
import type { TaskLine } from '../domain/contract.ts';
import type { Cell } from '../domain/cube.ts';
import type { messages } from './messages.ts';

type Key = keyof typeof messages.vi;
export type Say = (key: Key, params?: Params) => string;
type Tone = 'info' | 'done' | 'wait' | 'bad';

export const stateTones: Readonly<Record<TaskLine['state'], Tone>> = {
  'to-assign': 'wait',
  given: 'wait',
  accepted: 'info',
  declined: 'bad',
  reported: 'wait',
  confirmed: 'done',
  withdrawn: 'info',
};
export const cellTones: Readonly<Record<Cell, Tone>> = {
  'on-time': 'done',
  late: 'wait',
  'in-time': 'info',
  overdue: 'bad',
  continuous: 'info',
  undated: 'info',
};

/** The columns of the board, in the order in which work moves. */
export const boardStates = ['to-assign', 'given', 'declined', 'accepted', 'reported', 'confirmed'] as const;

/** A deadline as a line says it. */
export function sayDue(
  { kind, dueOn }: Pick<TaskLine, 'kind' | 'dueOn'>,
  t: Say,
  language: Language,
): string {
  return dueOn ? formatDay(dueOn, language) : t(`due.${kind === 'dated' ? 'undated' : kind}`);
}

/** Who leads: the units, or the plan's words while none was chosen. */
export function sayLeads({ leads, leadCount, leadWords }: TaskLine, t: Say): string {
  if (leadCount === 0) return leadWords;
  return leadCount <= 2 ? leads.join(', ') : t('leads.more', { name: leads[0] ?? '', count: leadCount - 1 });
}

export interface Filter {
  readonly words: string;
  readonly state: string;
  readonly cell: string;
}

/** Lines that a filter lets through, however its words are typed. */
export function filtered(lines: readonly TaskLine[], { words, state, cell }: Filter): TaskLine[] {
  const key = fold(words);
  return lines.filter(
    (line) =>
      (state === '' || line.state === state) &&
      (cell === '' || line.cell === cell) &&
      (key === '' ||
        fold(
          `${line.number} ${line.title} ${line.leads.join(' ')} ${line.leadWords} ${line.giver.name}`,
        ).includes(key)),
  );
}
