/** Where a sheet stands: nothing typed, half typed, typed once, two hands differ, counted, taken out. */
export const paperStandings = ['open', 'draft', 'once', 'differs', 'counted', 'void'] as const;
export type PaperStanding = (typeof paperStandings)[number];

/** What one hand typed, in the order of the questions. */
export interface Hand {
  readonly personCode: string;
  readonly answers: readonly string[];
  readonly isDone: boolean;
}

/** Positions at which two hands differ, from 0; -1 stands for the person code. */
export function differences(one: Hand, other: Hand): number[] {
  const found = one.personCode === other.personCode ? [] : [-1];
  const length = Math.max(one.answers.length, other.answers.length);
  for (let place = 0; place < length; place += 1)
    if (one.answers[place] !== other.answers[place]) found.push(place);
  return found;
}

/** @param hands the one that finished first, first */
export function standingOf(
  sheet: { readonly isCounted: boolean; readonly isVoid: boolean },
  hands: readonly Hand[],
): PaperStanding {
  if (sheet.isVoid) return 'void';
  if (sheet.isCounted) return 'counted';
  const [one, other] = hands.filter(({ isDone }) => isDone);
  if (one && other) return 'differs';
  if (one) return 'once';
  return hands.length > 0 ? 'draft' : 'open';
}
