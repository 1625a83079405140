/** `corrected`: it was refused, and comes in the next batch. */
export type RowState = 'sent' | 'accepted' | 'refused' | 'corrected';

/** What a receiver said to one row of a batch. */
export interface RowAnswer {
  /** From 1, as the file numbers its rows. */
  readonly line: number;
  readonly state: 'accepted' | 'refused';
  /** Why it was refused, in the receiver's words; empty for accepted ones. */
  readonly reason: string;
}

export const LONGEST_REASON = 300;

/** A line that cannot be read, from 1, and what it says. */
export interface AnswerFault {
  readonly line: number;
  readonly text: string;
}

const ACCEPTED = /^(accepted|nhận|đã nhận|ok)$/i;
const REFUSED = /^(refused|từ chối)$/i;

/**
 * Reads what a receiver answered: lines `row;accepted` or `row;refused;reason`, in English or Vietnamese, with semicolon,
 * comma or tab between, a first line of headings left out. Nothing is guessed: what cannot be read is a fault.
 */
export function readAnswers(text: string): {
  readonly answers: readonly RowAnswer[];
  readonly faults: readonly AnswerFault[];
} {
  const answers: RowAnswer[] = [];
  const faults: AnswerFault[] = [];
  const seen = new Set<number>();
  const lines = text
    .normalize('NFC')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  for (const [index, written] of lines.entries()) {
    if (!written.trim()) continue;
    const [, number = '', said = '', reason = ''] = ROW.exec(written.trim()) ?? [];
    if (index === 0 && !/^"?\d/.test(written.trim())) continue;
    const answer = answerOf(number, said.trim(), unquote(reason));
    if (!answer || seen.has(answer.line)) faults.push({ line: index + 1, text: written.slice(0, 100) });
    else {
      seen.add(answer.line);
      answers.push(answer);
    }
  }
  return { answers, faults };
}

/** Number, word, and all the rest as the reason, which may hold signs that part cells. */
const ROW = /^"?(\d+)"?\s*[;,\t]\s*"?([^;,\t"]+)"?\s*(?:[;,\t](.*))?$/;
const unquote = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"')
    .trim();

function answerOf(number: string, said: string, reason: string): RowAnswer | undefined {
  if (!/^[1-9]\d{0,5}$/.test(number)) return undefined;
  if (ACCEPTED.test(said) && !reason) return { line: Number(number), state: 'accepted', reason: '' };
  if (REFUSED.test(said) && reason && reason.length <= LONGEST_REASON)
    return { line: Number(number), state: 'refused', reason };
  return undefined;
}
