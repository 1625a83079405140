import * as v from 'valibot';
import { VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import type { HeadingVariant, ShownVariant } from './in-language/variants.ts';

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000));

/** A text in another language, and the Vietnamese one that it was made from, word for word. */
export const VariantText = v.strictObject({ text: words, of: words });
export type VariantText = v.InferOutput<typeof VariantText>;

/**
 * A lesson in another language, text by text: `title` and `summary` of the whole; of a step `dung-lai.title`,
 * `dung-lai.say.0`, `dung-lai.tip`, `dung-lai.alt`; of a check `hoi-1.ask`, `hoi-1.a.text`, `hoi-1.a.feedback`,
 * `hoi-1.a.alt`.
 */
export const Variant = v.record(v.pipe(v.string(), v.regex(/^[a-z0-9.-]{1,160}$/)), VariantText);
export type Variant = Readonly<Record<string, VariantText>>;

/** By language. */
export const Variants = v.record(v.picklist(VARIANT_LANGUAGES), Variant);
export type Variants = v.InferOutput<typeof Variants>;

type Pictured = { readonly picture?: { readonly alt: string } | null | undefined };
type WordedStep = { readonly id: string } & Pictured &
  (
    | {
        readonly kind: 'read';
        readonly title: string;
        readonly say: readonly string[];
        readonly tip?: string | undefined;
      }
    | {
        readonly kind: 'check';
        readonly ask: string;
        readonly choices: readonly (Pictured & {
          readonly id: string;
          readonly text: string;
          readonly feedback: string;
        })[];
      }
  );

/** A lesson in a file, or while it is being written. */
export interface Worded {
  readonly title: { readonly vi: string };
  readonly summary: { readonly vi: string };
  readonly steps: readonly WordedStep[];
}

/** A text that learners read, in the order of the lesson. */
export interface PlacedText {
  readonly key: string;
  /** The step it belongs to; empty for what stands about the whole. */
  readonly step: string;
  readonly source: string;
}

/** Every text of a lesson that is not empty. */
export function textsOf({ title, summary, steps }: Worded): PlacedText[] {
  const whole = [
    { key: 'title', step: '', source: title.vi },
    { key: 'summary', step: '', source: summary.vi },
  ];
  return [...whole, ...steps.flatMap(textsOfStep)].filter(({ source }) => source.trim() !== '');
}

function textsOfStep(step: WordedStep): PlacedText[] {
  const text = (key: string, source: string) => ({ key: `${step.id}.${key}`, step: step.id, source });
  const picture = step.picture ? [text('alt', step.picture.alt)] : [];
  if (step.kind === 'read')
    return [
      text('title', step.title),
      ...step.say.map((sentence, place) => text(`say.${place}`, sentence)),
      text('tip', step.tip ?? ''),
      ...picture,
    ];
  return [
    text('ask', step.ask),
    ...step.choices.flatMap((choice) => [
      text(`${choice.id}.text`, choice.text),
      text(`${choice.id}.feedback`, choice.feedback),
      ...(choice.picture ? [text(`${choice.id}.alt`, choice.picture.alt)] : []),
    ]),
    ...picture,
  ];
}

const same = (one: string, other: string): boolean =>
  one.trim().normalize('NFC') === other.trim().normalize('NFC');

/**
 * What a text says in another language: that of its place, or where the sentences of a step changed places, the one of
 * that step which was made from these very words.
 */
export function foundIn({ key, step, source }: PlacedText, variant: Variant): VariantText | undefined {
  const here = variant[key];
  if (here && same(here.of, source)) return here;
  const moved = Object.entries(variant).find(
    ([other, { of }]) => step !== '' && other.startsWith(`${step}.`) && same(of, source),
  );
  return moved?.[1] ?? here;
}

export type VariantState = 'missing' | 'outdated' | 'done';

/** Whether a text is there in the other language, and still says what the Vietnamese one says. */
export function stateOf(text: PlacedText, variant: Variant): VariantState {
  const found = foundIn(text, variant);
  if (!found || found.text.trim() === '') return 'missing';
  return same(found.of, text.source) ? 'done' : 'outdated';
}

/** How far a variant is. */
export function progressOf(
  texts: readonly PlacedText[],
  variant: Variant,
): Readonly<Record<VariantState | 'all', number>> {
  const count = { missing: 0, outdated: 0, done: 0, all: texts.length };
  for (const text of texts) count[stateOf(text, variant)]++;
  return count;
}

/** What is there of a title or a summary in another language. */
type ShownText = NonNullable<HeadingVariant['title']>;

/**
 * The title and summary, and the steps of which every text is there, also such as are out of date; undefined where
 * there is nothing to show.
 */
export function shownOf(lesson: Worded, variant: Variant): ShownVariant | undefined {
  const texts = textsOf(lesson);
  const whole = texts
    .filter((text) => text.step === '' && stateOf(text, variant) !== 'missing')
    .map((text): [string, ShownText] => [
      text.key,
      {
        text: foundIn(text, variant)!.text.trim(),
        ...(stateOf(text, variant) === 'outdated' ? { outdated: true } : {}),
      },
    ]);
  const steps: Record<string, Record<string, string>> = {};
  const outdated: string[] = [];
  for (const { id } of lesson.steps) {
    const own = texts.filter(({ step }) => step === id);
    const states = own.map((text) => stateOf(text, variant));
    if (own.length === 0 || states.includes('missing')) continue;
    if (states.includes('outdated')) outdated.push(id);
    steps[id] = Object.fromEntries(
      own.map((text) => [text.key.slice(id.length + 1), foundIn(text, variant)!.text.trim()]),
    );
  }
  if (whole.length === 0 && Object.keys(steps).length === 0) return undefined;
  return { ...Object.fromEntries(whole), steps, outdated };
}

/** Whole steps in English as lessons had them before there were variants: they fit the words they stand beside. */
export function fromEnglish(
  steps: readonly WordedStep[],
  english: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, VariantText> {
  return Object.fromEntries(
    steps.flatMap(textsOfStep).flatMap(({ key, step, source }) => {
      const text = english[step]?.[key.slice(step.length + 1)];
      return text === undefined ? [] : [[key, { text, of: source }]];
    }),
  );
}
