/**
 * Where the work of one unit on a task stands.
 *
 * given: not answered yet · accepted: being done · declined: the unit gave it back with a reason · reported: the unit says it
 * is done · confirmed: whoever gave it agrees · withdrawn: taken back by whoever gave it.
 */
export const itemStates = ['given', 'accepted', 'declined', 'reported', 'confirmed', 'withdrawn'] as const;
export type ItemState = (typeof itemStates)[number];

/** A lead answers for the work; a coordinating unit helps, and its part is not counted. */
export const itemRoles = ['lead', 'coordinating'] as const;
export type ItemRole = (typeof itemRoles)[number];

export const acts = [
  'accept',
  'decline',
  'note',
  'report',
  'confirm',
  'send-back',
  'give-again',
  'withdraw',
] as const;
export type Act = (typeof acts)[number];

interface Step {
  /** Who does it: the unit that works, the one that gave it, or either. */
  readonly by: 'worker' | 'giver' | 'either';
  readonly from: readonly ItemState[];
  /** Undefined: it stays where it is. */
  readonly to?: ItemState;
  /** Words must say why. */
  readonly words: boolean;
  /** Also a coordinating unit. */
  readonly all?: boolean;
}

export const STEPS: Readonly<Record<Act, Step>> = {
  accept: { by: 'worker', from: ['given'], to: 'accepted', words: false },
  decline: { by: 'worker', from: ['given'], to: 'declined', words: true },
  note: { by: 'either', from: ['given', 'accepted', 'declined', 'reported'], words: true, all: true },
  report: { by: 'worker', from: ['accepted'], to: 'reported', words: false },
  confirm: { by: 'giver', from: ['reported'], to: 'confirmed', words: false },
  'send-back': { by: 'giver', from: ['reported', 'confirmed'], to: 'accepted', words: true },
  'give-again': { by: 'giver', from: ['declined', 'withdrawn'], to: 'given', words: true, all: true },
  withdraw: {
    by: 'giver',
    from: ['given', 'accepted', 'declined', 'reported'],
    to: 'withdrawn',
    words: true,
    all: true,
  },
};

/** What can be done with an item by the side that asks. A task that never ends is not reported as done. */
export function actsFor(
  item: { readonly state: ItemState; readonly role: ItemRole; readonly ends: boolean },
  side: { readonly worker: boolean; readonly giver: boolean },
): Act[] {
  return acts.filter((act) => {
    const { by, from, all } = STEPS[act];
    if (item.role === 'coordinating' && !all) return false;
    if (act === 'report' && !item.ends) return false;
    return from.includes(item.state) && (by === 'either' ? side.worker || side.giver : side[by]);
  });
}
