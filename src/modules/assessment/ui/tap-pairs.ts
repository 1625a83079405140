/** A tapped thing of a match question. */
export interface Spot {
  readonly side: 'left' | 'right';
  readonly id: string;
}

/** Pairs made so far, left id → right id, and the thing that waits for its partner. */
export interface Pairing {
  readonly pairs: Readonly<Record<string, string>>;
  readonly waiting: Spot | null;
}

/**
 * One tap: the first of two begins a pair, a tap on the other side ends it and takes both from their earlier partners.
 * The same thing again, or a paired thing while nothing waits, takes it back.
 */
export function tapPair({ pairs, waiting }: Pairing, tapped: Spot): Pairing {
  if (waiting && waiting.side !== tapped.side) {
    const [left, right] = waiting.side === 'left' ? [waiting.id, tapped.id] : [tapped.id, waiting.id];
    const others = Object.entries(pairs).filter(([one, other]) => one !== left && other !== right);
    return { pairs: Object.fromEntries([...others, [left, right]]), waiting: null };
  }
  if (waiting?.id === tapped.id) return { pairs, waiting: null };
  if (partnerOf(pairs, tapped) === undefined) return { pairs, waiting: tapped };
  const kept = Object.entries(pairs).filter(
    ([left, right]) => tapped.id !== (tapped.side === 'left' ? left : right),
  );
  return { pairs: Object.fromEntries(kept), waiting: null };
}

/** The id on the other side. */
export function partnerOf(pairs: Pairing['pairs'], { side, id }: Spot): string | undefined {
  if (side === 'left') return pairs[id];
  return Object.keys(pairs).find((left) => pairs[left] === id);
}
