import type { ReportState } from '../domain/report-state.ts';

/** The colour of a state, beside its word. */
export const tones: Readonly<Record<ReportState | 'none', 'info' | 'done' | 'wait' | 'bad'>> = {
  none: 'wait',
  draft: 'wait',
  entered: 'info',
  sent: 'done',
  returned: 'wait',
  accepted: 'done',
};
