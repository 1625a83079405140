export const ticketStates = ['open', 'answered', 'closed'] as const;
export type TicketState = (typeof ticketStates)[number];

/** What may be done with a ticket after it was opened: by who holds it, or by who asked. */
export const ticketSteps = ['answer', 'pass', 'close', 'reopen'] as const;
export type TicketStep = (typeof ticketSteps)[number];

interface Standing {
  readonly state: TicketState;
  /** Whether this unit asked, and whether it has to answer now. */
  readonly asked: boolean;
  readonly holds: boolean;
  /** Whether a unit stands above the one that holds it. */
  readonly hasAbove: boolean;
}

/**
 * The steps that a unit may take. Who has to answer answers an open one or passes it on upward; who asked closes it, or
 * opens it again when the answer does not help or it was closed too early.
 */
export function stepsOf({ state, asked, holds, hasAbove }: Standing): TicketStep[] {
  return [
    ...(holds && state === 'open' ? (['answer'] as const) : []),
    ...(holds && state === 'open' && hasAbove ? (['pass'] as const) : []),
    ...(asked && state !== 'closed' ? (['close'] as const) : []),
    ...(asked && state !== 'open' ? (['reopen'] as const) : []),
  ];
}

export const stateAfter = (step: TicketStep): TicketState =>
  step === 'answer' ? 'answered' : step === 'close' ? 'closed' : 'open';

/** Closing needs no words; everything else says something. */
export const needsWords = (step: TicketStep): boolean => step !== 'close';
