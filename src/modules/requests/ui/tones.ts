import type { PartView } from '../domain/contract.ts';

/** The colour of a unit's part, beside its word. */
export const partTones: Readonly<Record<PartView['state'], 'info' | 'done' | 'wait' | 'bad'>> = {
  draft: 'info',
  spared: 'done',
  waiting: 'wait',
  opened: 'info',
  answered: 'done',
  returned: 'bad',
};
