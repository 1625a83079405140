import type { Question } from '../domain/contract.ts';
import type { Answer } from '../domain/answer.ts';

/** What a form holds, as the browser lists it; also how an answer that was not sent yet is kept on the phone. */
export type Draft = readonly (readonly [name: string, value: string])[];

/** Names of the fields: the item that is answered, chosen ids, the place of a step, the partner of a left side. */
export const FIELD = {
  item: 'cau',
  chosen: 'chon',
  placeOf: (id: string) => `thu-${id}`,
  partnerOf: (id: string) => `ghep-${id}`,
  /** The button "I do not know yet". */
  act: 'viec',
  unknown: 'chua-biet',
  /** The button "another question", beside a task that this phone cannot show. */
  swap: 'doi-cau',
} as const;

/** The text fields of a form, at most 40 of them and 40 characters each: nothing a question asks for is longer. */
export function draftOf(form: Iterable<[string, FormDataEntryValue]>): Draft {
  return [...form]
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .filter(([, value]) => value !== '')
    .slice(0, 40)
    .map(([name, value]) => [name.slice(0, 40), value.slice(0, 40)] as const);
}

/** Whether a form asks for another question in place of a task. */
export const wantsSwap = (draft: Draft): boolean => valuesOf(draft, FIELD.act).includes(FIELD.swap);

/** The item a form was made for; empty when it does not say. */
export const itemOf = (draft: Draft): string => valuesOf(draft, FIELD.item)[0] ?? '';

/**
 * The answer a form holds, in the shape its question asks for.
 *
 * @returns null for "I do not know"; undefined while something is missing or named twice
 */
export function answerOf(question: Question, draft: Draft): Answer | undefined {
  if (valuesOf(draft, FIELD.act).includes(FIELD.unknown)) return null;
  switch (question.type) {
    // What is done on a make-believe phone is in no field.
    case 'perform':
      return undefined;
    case 'single':
      return chosenOf(draft)[0];
    case 'multiple':
    case 'spot': {
      const chosen = chosenOf(draft);
      return chosen.length > 0 ? chosen : undefined;
    }
    case 'order': {
      const inOrder = orderOf(question.choices, draft);
      return inOrder.length === question.choices.length ? inOrder : undefined;
    }
    case 'match': {
      const pairs = pairsOf(question.lefts, draft);
      const isComplete = new Set(Object.values(pairs)).size === question.lefts.length;
      return isComplete ? pairs : undefined;
    }
  }
}

/** Chosen ids, each once. */
export const chosenOf = (draft: Draft): string[] => [...new Set(valuesOf(draft, FIELD.chosen))];

interface Named {
  readonly id: string;
}

/** Steps that have a place of their own, the first first; a place given twice is nobody's. */
export function orderOf(choices: readonly Named[], draft: Draft): string[] {
  const placed = choices.map(({ id }) => ({ id, place: valuesOf(draft, FIELD.placeOf(id))[0] ?? '' }));
  const isAlone = (place: string) => placed.filter((other) => other.place === place).length === 1;
  return placed
    .filter(({ place }) => /^[1-9]$/.test(place) && Number(place) <= choices.length && isAlone(place))
    .sort((one, other) => Number(one.place) - Number(other.place))
    .map(({ id }) => id);
}

/** Left id → right id of the pairs made so far. */
export function pairsOf(lefts: readonly Named[], draft: Draft): Record<string, string> {
  return Object.fromEntries(
    lefts.flatMap(({ id }) => {
      const right = valuesOf(draft, FIELD.partnerOf(id))[0];
      return right ? [[id, right]] : [];
    }),
  );
}

const valuesOf = (draft: Draft, name: string): string[] =>
  draft.filter(([field]) => field === name).map(([, value]) => value);
