export const states = ['draft', 'in-review', 'signed-off', 'published', 'retired'] as const;
export type State = (typeof states)[number];
export const acts = ['submit', 'return', 'sign', 'publish', 'retire'] as const;
export type Act = (typeof acts)[number];

/**
 * What becomes of a draft: it is written, looked at by another person, published. Whoever changes a word begins anew,
 * while learners keep what was published last.
 */
const WAYS: Readonly<Record<Act, { readonly from: readonly State[]; readonly to: State }>> = {
  submit: { from: ['draft', 'retired'], to: 'in-review' },
  return: { from: ['in-review', 'signed-off'], to: 'draft' },
  sign: { from: ['in-review'], to: 'signed-off' },
  publish: { from: ['signed-off'], to: 'published' },
  retire: { from: ['draft', 'in-review', 'signed-off', 'published'], to: 'retired' },
};

/** The state after an act; undefined where it cannot be done. */
export function after(state: State, act: Act): State | undefined {
  return WAYS[act].from.includes(state) ? WAYS[act].to : undefined;
}

/** What can be done in a state. @param live whether learners have a publication of it */
export function possible(state: State, live: boolean): Act[] {
  return acts.filter((act) => after(state, act) !== undefined && (act !== 'retire' || live));
}
