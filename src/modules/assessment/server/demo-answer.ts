import type { Answer } from '../domain/answer.ts';
import type { Item } from '../domain/item.ts';
import { present } from '../domain/presentation.ts';
import { shuffle } from '../domain/random.ts';
import { markAnswer, solution, type Marked } from '../domain/scoring.ts';

type Given = Extract<Marked, { kind: 'marked' }>['given'];

/** An answer an invented person gives, in the item's own ids. */
export function answerItem(
  item: Item,
  seed: string,
  right: boolean,
  chance: () => number,
): { readonly given: Given; readonly right: boolean } {
  const tapped = right ? solution(item, seed) : mistake(item, seed, chance);
  const marked = markAnswer(item, seed, tapped);
  // A mistake that happens to be right, or is no answer at all, becomes "I do not know".
  if (marked.kind === 'marked' && marked.right === right) return { given: marked.given, right };
  return { given: null, right: false };
}

function mistake(item: Item, seed: string, chance: () => number): Answer {
  if (chance() < 0.15) return null;
  const view = present(item, seed);
  switch (view.type) {
    case 'single':
      return view.choices[Math.floor(chance() * view.choices.length)]!.id;
    case 'multiple':
      return view.choices.filter(() => chance() < 0.5).map(({ id }) => id);
    case 'order':
      return shuffle(view.choices, chance).map(({ id }) => id);
    case 'match': {
      const rights = shuffle(view.rights, chance);
      return Object.fromEntries(view.lefts.map(({ id }, place) => [id, rights[place]!.id]));
    }
    case 'perform':
      return { acts: [] };
    case 'spot':
      return view.message.parts.filter(() => chance() < 0.35).map(({ id }) => id);
  }
}
