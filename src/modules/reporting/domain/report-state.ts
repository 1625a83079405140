/** Where a unit's report stands. */
export const reportStates = ['draft', 'entered', 'sent', 'returned', 'accepted'] as const;
export type ReportState = (typeof reportStates)[number];

/**
 * What people do with it: `save` and `enter` the unit's clerk, `send` its leader; `return` the unit's leader before it is
 * sent and the unit above afterwards; `accept` the unit above.
 */
export const reportActs = ['save', 'enter', 'send', 'return', 'accept'] as const;
export type ReportAct = (typeof reportActs)[number];

/** The period at the unit above, as it bears on one report. */
export interface Closing {
  /** The unit above has closed the period. */
  readonly closed: boolean;
  /** It was named as missing when the period was closed. */
  readonly missing: boolean;
  /** An exception that lets it be changed once more is in force. */
  readonly exception: boolean;
}
export const OPEN: Closing = { closed: false, missing: false, exception: false };

export const stateFaults = ['sent-already', 'period-closed', 'not-entered', 'not-sent', 'settled'] as const;
export type StateFault = (typeof stateFaults)[number];
export type Next =
  { readonly ok: true; readonly state: ReportState } | { readonly ok: false; readonly fault: StateFault };

const to = (state: ReportState): Next => ({ ok: true, state });
const no = (fault: StateFault): Next => ({ ok: false, fault });

/**
 * What a report becomes. A report that was sent, or whose period was closed with it, changes only after it came back: by a return
 * before the close, by an exception after it. One that was missing at the close is taken as a supplement.
 */
export function nextState(state: ReportState, act: ReportAct, closing: Closing = OPEN): Next {
  const frozen = closing.closed && !closing.missing && !closing.exception;
  switch (act) {
    case 'save':
    case 'enter':
      if (frozen) return no('period-closed');
      if (state === 'sent' || state === 'accepted') return no('sent-already');
      // What is changed after it was entered is shown to the leader anew.
      return to(act === 'enter' ? 'entered' : state === 'entered' ? 'draft' : state);
    case 'send':
      if (frozen) return no('period-closed');
      if (state === 'sent' || state === 'accepted') return no('sent-already');
      return state === 'entered' ? to('sent') : no('not-entered');
    case 'return':
      if (state === 'entered') return to('returned');
      if (state !== 'sent') return no(state === 'accepted' ? 'settled' : 'not-sent');
      return frozen ? no('period-closed') : to('returned');
    case 'accept':
      return state === 'sent' ? to('accepted') : no(state === 'accepted' ? 'settled' : 'not-sent');
  }
}

/** Who has to do something next; null when nobody has. */
export function whoseTurn(state: ReportState): 'clerk' | 'leader' | 'above' | null {
  if (state === 'draft' || state === 'returned') return 'clerk';
  if (state === 'entered') return 'leader';
  return state === 'sent' ? 'above' : null;
}

/** A report counts for the unit above once it was sent. */
export const hasArrived = (state: ReportState | undefined): boolean =>
  state === 'sent' || state === 'accepted';
