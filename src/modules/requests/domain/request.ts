/** Reports on call are thematic or ad hoc (Decree 09/2019/NĐ-CP, Article 4); periodic ones have a calendar. */
export const requestKinds = ['ad-hoc', 'thematic'] as const;
export type RequestKind = (typeof requestKinds)[number];
export const requestStates = ['draft', 'sent', 'closed'] as const;
export type RequestState = (typeof requestStates)[number];

export const partStates = ['draft', 'spared', 'waiting', 'opened', 'answered', 'returned'] as const;
export type PartState = (typeof partStates)[number];

/** Where a value comes from: known already in three ways, or answered by the unit. */
export const origins = ['counted', 'reported', 'asked-before', 'unit'] as const;
export type Origin = (typeof origins)[number];

/** What the asker does with a request, and what a unit does with its part. */
export const askerActs = ['send', 'discard', 'remind', 'return', 'close'] as const;
export const unitActs = ['open', 'answer'] as const;
export type RequestAct = (typeof askerActs)[number] | (typeof unitActs)[number];

/** A unit writes its answers from when it has begun until it has sent them, and again when they came back. */
export const mayWrite = (request: RequestState, part: PartState): boolean =>
  request === 'sent' && (part === 'opened' || part === 'returned');

/** What may be done by whom, as things stand. Leaders send; clerks prepare. */
export function actsOf(standing: {
  readonly request: RequestState;
  /** The part of the unit that asks what it may do; null for the asker. */
  readonly part: PartState | null;
  readonly clerk: boolean;
  readonly leader: boolean;
}): RequestAct[] {
  const { request, part, clerk, leader } = standing;
  const works = clerk || leader;
  if (part === null) {
    if (request === 'draft')
      return [...(leader ? (['send'] as const) : []), ...(works ? (['discard'] as const) : [])];
    if (request === 'sent') return works ? ['remind', 'return', ...(leader ? (['close'] as const) : [])] : [];
    return [];
  }
  if (request !== 'sent') return [];
  if (part === 'waiting') return works ? ['open'] : [];
  return mayWrite(request, part) && leader ? ['answer'] : [];
}

/** Who still owes an answer. */
export const owes = (state: PartState): boolean =>
  state === 'waiting' || state === 'opened' || state === 'returned';
