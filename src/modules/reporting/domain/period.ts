/** What is needed of a period to say when it is whose turn. Days are `YYYY-MM-DD`. */
interface Dates {
  readonly cutOff: string;
}

/** How many days the report is late: counted to the day of sending, to today while it is not sent; 0 in time. */
export function daysLate(due: string, sentOn: string | null, today: string): number {
  const until = sentOn ?? today;
  const days = Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${due}T00:00:00Z`)) / 86_400_000);
  return Math.max(0, days);
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Periods whose reports are at hand: those that are over, newest first, and the one that runs. */
export function atHand<P extends Dates & { readonly dataFrom: string }>(
  periods: readonly P[],
  today: string,
  most: number,
): P[] {
  return periods
    .filter(({ dataFrom }) => dataFrom <= today)
    .toSorted((left, right) => (left.cutOff < right.cutOff ? 1 : -1))
    .slice(0, most);
}

/** A period as officials write it: 2026-Q3 → quý III năm 2026. */
export function periodWords(key: string): string {
  const [year, part] = key.split('-');
  if (!part) return `năm ${year}`;
  if (part === '9M') return `9 tháng đầu năm ${year}`;
  if (part.startsWith('Q')) return `quý ${['I', 'II', 'III', 'IV'][Number(part[1]) - 1]} năm ${year}`;
  if (part.startsWith('H')) return `6 tháng ${part === 'H1' ? 'đầu' : 'cuối'} năm ${year}`;
  return `tháng ${Number(part)} năm ${year}`;
}
