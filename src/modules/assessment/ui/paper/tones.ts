import type { PaperStanding } from '../../domain/paper/standing.ts';

export const paperTones = {
  open: 'wait',
  draft: 'wait',
  once: 'info',
  differs: 'bad',
  counted: 'done',
  void: 'info',
} as const satisfies Record<PaperStanding, string>;
