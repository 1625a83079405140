import { fold } from '#platform/text/fold.ts';

export const initiativeStates = ['draft', 'submitted', 'returned', 'published'] as const;
export type InitiativeState = (typeof initiativeStates)[number];
export const initiativeActs = ['submit', 'return', 'publish'] as const;
export type InitiativeAct = (typeof initiativeActs)[number];
export const outcomes = ['yes', 'partly', 'no'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Step {
  readonly title: string;
  /** Days from the beginning; null without a time. */
  readonly days: number | null;
}

/** What leads to each state, and from where. */
const STEPS: Readonly<Record<InitiativeAct, { from: readonly InitiativeState[]; to: InitiativeState }>> = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  publish: { from: ['submitted'], to: 'published' },
};

/** The state after an act; the same one where it was done before, null where it cannot be done. */
export function nextState(state: InitiativeState, act: InitiativeAct): InitiativeState | null {
  const { from, to } = STEPS[act];
  return state === to ? to : from.includes(state) ? to : null;
}

/** The unit changes what it has not given away. */
export const mayChange = (state: InitiativeState): boolean => state === 'draft' || state === 'returned';

/** Who may do what: the unit submits; the unit above gives back, and its leader publishes. */
export function actsOf(
  state: InitiativeState,
  who: { readonly own: boolean; readonly above: boolean; readonly leadsAbove: boolean },
): InitiativeAct[] {
  return [
    ...(who.own && mayChange(state) ? (['submit'] as const) : []),
    ...(who.above && state === 'submitted' ? (['return'] as const) : []),
    ...(who.leadsAbove && state === 'submitted' ? (['publish'] as const) : []),
  ];
}

/** What search looks in. */
export const searchText = (one: {
  readonly title: string;
  readonly problem: string;
  readonly steps: readonly Step[];
  readonly result: string;
}): string => fold([one.title, one.problem, ...one.steps.map(({ title }) => title), one.result].join(' '));
