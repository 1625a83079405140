/** Why a typed number is not taken. Each has its words in `number-fault-words.ts`. */
export const numberFaults = [
  'not-a-number',
  'negative',
  'english-separators',
  'unclear-point',
  'not-whole',
  'too-many-decimals',
  'too-large',
] as const;
export type NumberFault = (typeof numberFaults)[number];

export type Entered =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'fault'; readonly fault: NumberFault };

/** No report counts more, nor does an estimate hold more đồng: it is far above everybody who lives. */
const MOST = 1e12;
const PLAIN = /^\d+$/;
const GROUPED = /^\d{1,3}(?:\.\d{3})+$/;
const WITH_COMMA = /^(\d+|\d{1,3}(?:\.\d{3})+),(\d+)$/;
const ENGLISH = /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/;

const fault = (what: NumberFault): Entered => ({ kind: 'fault', fault: what });

/**
 * A number as officials type it: a point between groups of three, a comma before decimals (1.234,5). What reads otherwise in
 * English (1,234.5) is named as such and never guessed, nor is a point that parts no group of three (8.5, 12.34).
 *
 * @param decimals how many digits may stand after the comma; 0 for people and things
 */
export function readNumber(typed: string, decimals = 0): Entered {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/[\s\u00a0\u202f]+/g, '')
    .replace(/^\+/, '');
  if (text === '') return { kind: 'empty' };
  if (/^[-−–—]/.test(text)) return fault(/^[-−–—][\d.,]+$/.test(text) ? 'negative' : 'not-a-number');
  if (!/^[\d.,]+$/.test(text)) return fault('not-a-number');
  if (ENGLISH.test(text)) return fault('english-separators');
  if (PLAIN.test(text) || GROUPED.test(text)) return bounded(text.replaceAll('.', ''));
  const parts = WITH_COMMA.exec(text);
  if (parts) {
    if (decimals === 0) return fault('not-whole');
    if (parts[2]!.length > decimals) return fault('too-many-decimals');
    return bounded(`${parts[1]!.replaceAll('.', '')}.${parts[2]}`);
  }
  return fault(/^\d+(\.\d+)+$/.test(text) ? 'unclear-point' : 'not-a-number');
}

function bounded(text: string): Entered {
  const value = Number(text);
  return value > MOST ? fault('too-large') : { kind: 'number', value };
}

/** The same number as it is typed and printed: 1234.5 → 1.234,5. */
export function writeNumber(value: number): string {
  const [whole, rest] = String(value).split('.');
  const grouped = whole!.replaceAll(/\B(?=(?:\d{3})+$)/g, '.');
  return rest ? `${grouped},${rest}` : grouped;
}
