/** One of two accounts that are said to be one person's, as far as the rules of joining need it. */
export interface JoinSide {
  readonly personId: string;
  readonly kind: 'anonymous' | 'resident' | 'staff';
  readonly since: Date;
  /** An identity number that a provider or an officer has seen. */
  readonly hasNumber: boolean;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  /** Erased, or joined to another already. */
  readonly gone: boolean;
}

export type JoinFault = 'join-gone' | 'join-same' | 'join-staff' | 'join-different-people';

/**
 * Why two accounts cannot be one. Two identity numbers are two people, whoever says otherwise; two birth dates are a slip
 * of the pen at most, which two officers may look into and she alone may not.
 */
export function faultOf(one: JoinSide, other: JoinSide, by: 'herself' | 'officers'): JoinFault | undefined {
  if (one.gone || other.gone) return 'join-gone';
  if (one.personId === other.personId) return 'join-same';
  if (one.kind === 'staff' || other.kind === 'staff') return 'join-staff';
  if (one.hasNumber && other.hasNumber) return 'join-different-people';
  const born = [one.birthDate, other.birthDate];
  if (by === 'herself' && born[0] && born[1] && born[0] !== born[1]) return 'join-different-people';
  return undefined;
}

/**
 * Which of two stays: the one that signs in, then the one with an identity number, then the older. Of two that only cards
 * and phones know, the one in use.
 */
export function keptOf<Side extends JoinSide>(inUse: Side, other: Side): Side {
  if (inUse.kind !== other.kind) return inUse.kind === 'resident' ? inUse : other;
  if (inUse.kind === 'anonymous') return inUse;
  if (inUse.hasNumber !== other.hasNumber) return inUse.hasNumber ? inUse : other;
  return other.since < inUse.since ? other : inUse;
}
