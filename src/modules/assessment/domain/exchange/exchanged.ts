import { neat } from '#platform/text/markup-words.ts';

/** A choice, or a part of a message that is a trap or not. */
export interface Choice {
  readonly text: string;
  readonly right: boolean;
}
export interface Pair {
  readonly left: string;
  readonly right: string;
}
export const CHANNELS = ['sms', 'chat', 'email', 'web', 'call', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];
export interface MessagePart {
  readonly text: string;
  readonly trap: boolean;
  /** Why it is a trap; may be empty. */
  readonly note: string;
}

/** What a question asks and what is right, without ids: they are given by the order. */
export type Content =
  | { readonly type: 'single' | 'multiple'; readonly options: readonly Choice[] }
  /** In the right order. */
  | { readonly type: 'order'; readonly sequence: readonly string[] }
  | { readonly type: 'match'; readonly pairs: readonly Pair[] }
  | {
      readonly type: 'spot';
      readonly channel: Channel;
      readonly from: string;
      readonly parts: readonly MessagePart[];
    };

/** What our bank knows of a question beside its words; null where a file does not say. */
export interface Facts {
  /** `4.2` */
  readonly competence: string | null;
  /** 1..8 */
  readonly tier: number | null;
  /** Logits. */
  readonly difficulty: number | null;
  readonly discrimination: number | null;
  readonly guessing: number | null;
}
export const NO_FACTS: Facts = {
  competence: null,
  tier: null,
  difficulty: null,
  discrimination: null,
  guessing: null,
};

/** A question between us and other programs: every format is read into it and written from it. */
export interface Exchanged {
  /** What the file calls it; may be empty. */
  readonly name: string;
  readonly ask: string;
  /** Told with the result; may be empty. */
  readonly why: string;
  readonly facts: Facts;
  readonly content: Content;
}

/** Where in a file something stands; what does not apply is left out. */
export interface Place {
  /** In a package. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, counted in the file. */
  readonly question?: number;
  /** What the file calls it. */
  readonly name?: string;
}

/** Why a question is not taken. */
export const reasons = [
  'unreadable',
  'other-kind',
  'no-question',
  'no-key',
  'several-keys',
  'partial-credit',
  'too-few',
  'too-many',
  'same-twice',
  'empty-choice',
  'too-long',
  'script',
  'picture',
  'sound',
  'frame',
  'form',
  'formula',
  'table',
  'missing-file',
  'bad-number',
  'formula-cell',
  'no-way-to-write',
] as const;
export type Reason = (typeof reasons)[number];

/** What was left out of a question that is taken. */
export const omissions = ['choice-feedback', 'own-marking', 'hints', 'category'] as const;
export type Omission = (typeof omissions)[number];

export interface Taken {
  readonly place: Place;
  readonly item: Exchanged;
  readonly left: readonly Omission[];
}
export interface Refused {
  readonly place: Place;
  readonly reason: Reason;
  /** The kind of question, the sign or the number in question. */
  readonly detail: string;
}

/** All that a file gave, each question in one of the two lists. */
export interface Reading {
  readonly taken: readonly Taken[];
  readonly refused: readonly Refused[];
}

/** Why one question is not taken; caught where its place is known. */
export class NotTaken extends Error {
  readonly reason: Reason;
  readonly detail: string;
  constructor(reason: Reason, detail = '') {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** Signs of one text at most: a draft may be long, what is shown may not (`checkItem`). */
const LONGEST = 2_000;
/** Least and most parts of each type, as in the bank. */
const COUNTS = { single: [2, 6], multiple: [2, 6], order: [3, 5], match: [3, 4], spot: [2, 12] } as const;

const textsOf = (content: Content): string[] => {
  if ('options' in content) return content.options.map(({ text }) => text);
  if ('sequence' in content) return [...content.sequence];
  if ('pairs' in content) return content.pairs.flatMap(({ left, right }) => [left, right]);
  return [content.from, ...content.parts.map(({ text }) => text)];
};
const twice = (texts: readonly string[]): string | undefined =>
  texts.find((text, at) => texts.indexOf(text) !== at);

/**
 * The question with its texts in one form, if it can become one of ours.
 *
 * @throws NotTaken
 */
export function checked(item: Exchanged): Exchanged {
  const clean = neatly(item);
  const { content } = clean;
  if (clean.ask === '') throw new NotTaken('no-question');
  const texts = textsOf(content);
  if (texts.includes('')) throw new NotTaken('empty-choice');
  const long = [clean.ask, clean.why, ...texts].find((text) => text.length > LONGEST);
  if (long !== undefined) throw new NotTaken('too-long', `${long.slice(0, 40)}…`);
  const [least, most] = COUNTS[content.type];
  const count =
    'options' in content
      ? content.options.length
      : 'sequence' in content
        ? content.sequence.length
        : 'pairs' in content
          ? content.pairs.length
          : content.parts.length;
  if (count < least) throw new NotTaken('too-few', `${count} < ${least}`);
  if (count > most) throw new NotTaken('too-many', `${count} > ${most}`);
  checkKey(content);
  const same =
    'pairs' in content
      ? (twice(content.pairs.map(({ left }) => left)) ?? twice(content.pairs.map(({ right }) => right)))
      : content.type === 'spot'
        ? undefined
        : twice(texts);
  if (same !== undefined) throw new NotTaken('same-twice', same.slice(0, 60));
  return clean;
}

function checkKey(content: Content): void {
  if (content.type === 'spot') {
    if (!content.parts.some(({ trap }) => trap)) throw new NotTaken('no-key');
    return;
  }
  if (!('options' in content)) return;
  const right = content.options.filter((option) => option.right).length;
  if (right === 0) throw new NotTaken('no-key');
  if (content.type === 'single' && right > 1) throw new NotTaken('several-keys');
  // All right, or one of several: nothing is left to choose.
  if (content.type === 'multiple' && (right === 1 || right === content.options.length))
    throw new NotTaken(right === 1 ? 'no-key' : 'several-keys');
}

function neatly({ name, ask, why, facts, content }: Exchanged): Exchanged {
  const line = (text: string) => neat(text).replaceAll('\n', ' ');
  const tidied = (): Content => {
    if ('options' in content)
      return { ...content, options: content.options.map(({ text, right }) => ({ text: line(text), right })) };
    if ('sequence' in content) return { ...content, sequence: content.sequence.map(line) };
    if ('pairs' in content)
      return {
        ...content,
        pairs: content.pairs.map(({ left, right }) => ({ left: line(left), right: line(right) })),
      };
    return {
      ...content,
      from: line(content.from),
      parts: content.parts.map(({ text, trap, note }) => ({ text: neat(text), trap, note: line(note) })),
    };
  };
  return { name: line(name).slice(0, 120), ask: neat(ask), why: neat(why), facts, content: tidied() };
}

/** A choice of several with one right answer is a question with one. */
export function choiceOf(options: readonly Choice[]): Content {
  return { type: options.filter(({ right }) => right).length > 1 ? 'multiple' : 'single', options };
}

/** Reads questions one by one; each is taken, or refused with its place. */
export function readEach<T>(
  pieces: readonly T[],
  placeOf: (piece: T, index: number) => Place,
  read: (piece: T) => { readonly item: Exchanged; readonly left: readonly Omission[] } | undefined,
): Reading {
  const taken: Taken[] = [];
  const refused: Refused[] = [];
  for (const [index, piece] of pieces.entries()) {
    const place = placeOf(piece, index);
    try {
      const one = read(piece);
      if (!one) continue;
      const item = checked(one.item);
      taken.push({
        place: { ...place, ...(item.name && { name: item.name }) },
        item,
        left: [...new Set(one.left)],
      });
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      refused.push({ place, reason: error.reason, detail: error.detail });
    }
  }
  return { taken, refused };
}

/** Why nothing of a file is taken. */
export const fileFaults = [
  'too-large',
  'not-text',
  'unknown-format',
  'nothing-in-it',
  'too-many-questions',
  'declares-entities',
  'not-well-formed',
  'too-deep',
  'too-many-parts',
  'archive-damaged',
  'archive-bomb',
  'archive-hostile',
  'macros',
  'missing-columns',
] as const;
export type FileFaultKind = (typeof fileFaults)[number];

export class FileFault extends Error {
  readonly what: FileFaultKind;
  /** The file in the package, the line, the columns; may be empty. */
  readonly detail: string;
  constructor(what: FileFaultKind, detail = '') {
    super(`${what} ${detail}`.trim());
    this.what = what;
    this.detail = detail;
  }
}
