import { competenceOfItem, type Item } from '../item.ts';
import { variantAt } from '../templates/vary.ts';
import { type Content, type Exchanged, NotTaken } from './exchanged.ts';

/** Where an imported question says nothing: an adult of middling skill, a usual question, one blind guess in so many. */
const USUAL = { tier: 2, difficulty: 0, discrimination: 1 };

/**
 * A question of the bank as other programs can have it; of a template the first variant.
 *
 * @throws NotTaken no-way-to-write for tasks: they need the make-believe phone
 */
export function exchangedOf(template: Item): Exchanged {
  const item = variantAt(template, 0);
  if (item.type === 'perform') throw new NotTaken('no-way-to-write', item.type);
  const { id, ask, why, tier, difficulty, discrimination, guessing } = item;
  const facts = { competence: competenceOfItem(id), tier, difficulty, discrimination, guessing };
  return { name: id, ask, why, facts, content: contentOf(item) };
}

function contentOf(item: Exclude<Item, { type: 'perform' }>): Content {
  if (item.type === 'order') return { type: 'order', sequence: item.sequence.map(({ text }) => text) };
  if (item.type === 'match')
    return { type: 'match', pairs: item.pairs.map(({ left, right }) => ({ left, right })) };
  if (item.type === 'spot') {
    const { channel, from, parts } = item.message;
    return {
      type: 'spot',
      channel,
      from,
      parts: parts.map(({ text, trap, note = '' }) => ({ text, trap, note })),
    };
  }
  return { type: item.type, options: item.options.map(({ text, right }) => ({ text, right })) };
}

/** a, b, c … in the order of the file. */
const letter = (at: number): string => String.fromCharCode(97 + at);

/** What chance gives somebody who knows nothing. */
function guessingOf(content: Content): number {
  if (content.type !== 'single') return 0;
  return Math.min(0.35, Number((1 / content.options.length).toFixed(2)));
}

/**
 * A question of ours under an id. What the file does not say is filled with the usual; it is a draft, and its numbers
 * are guesses until answers were counted.
 */
export function itemOf({ ask, why, facts, content }: Exchanged, id: string): Item {
  const common = {
    id,
    tier: facts.tier ?? USUAL.tier,
    difficulty: facts.difficulty ?? USUAL.difficulty,
    discrimination: facts.discrimination ?? USUAL.discrimination,
    guessing: facts.guessing ?? guessingOf(content),
    ask,
    why,
  };
  if ('options' in content) {
    const options = content.options.map((option, at) => ({ id: letter(at), ...option }));
    return { ...common, type: content.type, options };
  }
  if ('sequence' in content)
    return {
      ...common,
      type: 'order',
      sequence: content.sequence.map((text, at) => ({ id: letter(at), text })),
    };
  if ('pairs' in content)
    return {
      ...common,
      type: 'match',
      pairs: content.pairs.map((pair, at) => ({ id: letter(at), ...pair })),
    };
  const { channel, from, parts } = content;
  return {
    ...common,
    type: 'spot',
    message: {
      channel,
      from,
      parts: parts.map(({ note, ...part }, at) => ({ id: letter(at), ...part, ...(note && { note }) })),
    },
  };
}
