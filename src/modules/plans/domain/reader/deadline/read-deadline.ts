import { foldSame } from '../text.ts';
import { skeleton } from '../scanned.ts';
import { byDay } from './day.ts';
import type { Deadline, FourthFriday, Found, Grammar, Wording } from './deadline.ts';
import { whenOthersAct } from './external.ts';
import { doneAndKept } from './kept.ts';
import { byMonth } from './month.ts';
import { byQuarter } from './quarter.ts';
import { againAndAgain } from './recurring.ts';
import { allTheTime } from './standing.ts';
import { takeTentative } from './tentative.ts';
import { weekdayOfMonth } from './weekday.ts';
import { betweenMonths } from './window.ts';
import { everyYear } from './yearly.ts';
import { byYears } from './years.ts';

/** The first that fits is taken: from the most particular to the most general. */
const GRAMMARS: readonly Grammar[] = [
  weekdayOfMonth,
  everyYear,
  doneAndKept,
  allTheTime,
  whenOthersAct,
  betweenMonths,
  byDay,
  againAndAgain,
  byQuarter,
  byMonth,
  byYears,
];

/** Words that deadlines are made of, by their consonants, for texts that lost their vowels' marks. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/th~ng x~n/g, 'thuong xuyen'],
  [/tr~c(?= |$)/g, 'truoc'],
  [/b~t d~ t~/g, 'bat dau tu'],
  [/th~ng(?= \d)/g, 'thang'],
  [/q~(?= (?:[iv]+|\d)\b)/g, 'quy'],
  [/n~m(?= \d{4})/g, 'nam'],
  [/(?<![^ ])t~(?= thang)/g, 'tu'],
];

/** A misread deadline in the words that the grammars know; the rest stays as consonants. */
function restored(text: string): string {
  const signs = foldSame(text).split(/(\s+|[,;:()/–-]+)/);
  const words = signs.map((sign) =>
    /^[\s,;:()/–-]*$/.test(sign) ? sign : /^(?:\d+|[ivx]+)$/.test(sign) ? sign : skeleton(sign),
  );
  return WORDS.reduce(
    (said, [pattern, word]) => said.replace(pattern, word),
    words.join('').replace(/\s+/g, ' '),
  );
}

interface Fit {
  readonly found: Found;
  /** Place of its grammar: the smaller, the more particular. */
  readonly rank: number;
}

function firstFit(wording: Wording): Fit | null {
  for (const [rank, grammar] of GRAMMARS.entries()) {
    const found = grammar(wording);
    if (found) return { found, rank };
  }
  return null;
}

/** Of a wording as it stands and as it was restored: the more particular one, or the one that knows more. */
function better(plain: Fit | null, restoredFit: Fit | null): Fit | null {
  if (!plain || !restoredFit) return plain ?? restoredFit;
  if (plain.rank !== restoredFit.rank) return plain.rank < restoredFit.rank ? plain : restoredFit;
  const knows = ({ found }: Fit) => Number(Boolean(found.from)) + Number(Boolean(found.due));
  return knows(plain) === 0 && knows(restoredFit) > 0 ? restoredFit : plain;
}

export interface DeadlineOptions {
  /** The year of a plan for one year; null when the plan has several or none. */
  readonly year?: number | null;
  readonly fourthFriday?: FourthFriday;
  /** The text was scanned and lost its diacritics. */
  readonly lossy?: boolean;
}

/** What a deadline's words mean. Never throws; what no grammar knows has the kind `unknown`. */
export function readDeadline(text: string, options: DeadlineOptions = {}): Deadline {
  const single = text.replace(/\s+/g, ' ').trim();
  const base = {
    text: single,
    year: options.year ?? null,
    fourthFriday: options.fourthFriday ?? 'fourth-friday',
  };
  const { rest, tentative, dependsOn } = takeTentative({ ...base, folded: foldSame(single) });
  const plain = firstFit(rest);
  const fit = options.lossy ? better(plain, firstFit({ ...base, folded: restored(single) })) : plain;
  const found = fit?.found;
  return {
    kind: found?.kind ?? 'unknown',
    from: found?.from ?? null,
    due: found?.due ?? null,
    rrule: found?.rrule ?? null,
    tentative,
    dependsOn: found?.dependsOn ?? dependsOn,
    yearInferred: found?.yearInferred ?? false,
  };
}
