import type { Choice, Content, Exchanged, Omission } from './exchanged.ts';
import { readMessage, writeMessage, type Tags } from './tags.ts';

/** What a format without our kinds gave. */
export interface Nearest {
  readonly ask: string;
  readonly why: string;
  readonly content: Content;
  /** What it says to each choice; empty where it says nothing. */
  readonly notes: readonly string[];
}

/**
 * What stood in for a kind that the format does not know becomes that kind again: steps that were matched to their
 * numbers, parts of a message that were choices. What is said to single choices has no place here; the reason of the
 * right one stands in for a reason that is missing.
 */
export function contentOfKind(
  kind: Tags['kind'],
  { ask, why, content, notes }: Nearest,
): Pick<Exchanged, 'ask' | 'why' | 'content'> & { readonly left: readonly Omission[] } {
  const message = kind === 'spot' ? readMessage(ask) : undefined;
  if (message && 'options' in content) {
    const parts = content.options.map(({ text, right }, at) => ({
      text,
      trap: right,
      note: notes[at] ?? '',
    }));
    return {
      ask: message.ask,
      why,
      left: [],
      content: { type: 'spot', channel: message.channel, from: message.from, parts },
    };
  }
  if (kind === 'order' && 'pairs' in content && content.pairs.every(({ left }) => /^\d+$/.test(left))) {
    const steps = [...content.pairs].sort((one, other) => Number(one.left) - Number(other.left));
    return { ask, why, left: [], content: { type: 'order', sequence: steps.map(({ right }) => right) } };
  }
  const reason =
    why || ('options' in content && notes.find((note, at) => note && content.options[at]?.right)) || '';
  const lost = notes.some((note) => note !== '' && note !== reason);
  return { ask, why: reason, content, left: lost ? ['choice-feedback'] : [] };
}

/** A question in kinds that every program knows: choices with what is said to each, or pairs. */
export function nearestOf({ ask, content }: Exchanged): {
  readonly ask: string;
  readonly kind: Tags['kind'];
  readonly choices?: readonly (Choice & { readonly note: string })[];
  /** One choice is made, several may be. */
  readonly isSingle?: boolean;
  readonly pairs?: readonly { readonly left: string; readonly right: string }[];
} {
  if ('options' in content)
    return {
      ask,
      kind: null,
      isSingle: content.type === 'single',
      choices: content.options.map((option) => ({ ...option, note: '' })),
    };
  if ('pairs' in content) return { ask, kind: null, pairs: content.pairs };
  if ('sequence' in content)
    return {
      ask,
      kind: 'order',
      pairs: content.sequence.map((right, at) => ({ left: String(at + 1), right })),
    };
  return {
    ask: writeMessage(ask, content.channel, content.from),
    kind: 'spot',
    isSingle: false,
    choices: content.parts.map(({ text, trap, note }) => ({ text, right: trap, note })),
  };
}
