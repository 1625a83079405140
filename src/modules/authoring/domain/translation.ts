import type { DraftLesson, DraftStep } from './draft.ts';

/** A text that learners read, in the order of the lesson. */
export interface TextToTranslate {
  /** Stays while the lesson is changed: `title`, `doc-1.say.0`, `hoi-1.b.feedback`. */
  readonly key: string;
  /** The step it belongs to; empty for what stands about the whole. */
  readonly step: string;
  readonly source: string;
}

/** Words in another language, and the Vietnamese ones that they were made from. */
export interface Translated {
  readonly text: string;
  readonly of: string;
}
export type Translations = Readonly<Record<string, Translated>>;

/** Every text of a lesson that is not empty. */
export function textsToTranslate(draft: Pick<DraftLesson, 'title' | 'summary' | 'steps'>): TextToTranslate[] {
  const whole = [
    { key: 'title', step: '', source: draft.title.vi },
    { key: 'summary', step: '', source: draft.summary.vi },
  ];
  return [...whole, ...draft.steps.flatMap(textsOfStep)].filter(({ source }) => source.trim() !== '');
}

function textsOfStep(step: DraftStep): TextToTranslate[] {
  const text = (key: string, source: string) => ({ key: `${step.id}.${key}`, step: step.id, source });
  const picture = step.picture ? [text('alt', step.picture.alt)] : [];
  if (step.kind === 'read')
    return [
      text('title', step.title),
      ...step.say.map((sentence, place) => text(`say.${place}`, sentence)),
      text('tip', step.tip),
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

export type TranslationState = 'missing' | 'outdated' | 'done';

/** Whether a text is there in the other language, and still says what the Vietnamese one says. */
export function stateOf({ key, source }: TextToTranslate, translations: Translations): TranslationState {
  const found = translations[key];
  if (!found || found.text.trim() === '') return 'missing';
  return found.of === source ? 'done' : 'outdated';
}

/** How far a translation is. */
export function progressOf(
  texts: readonly TextToTranslate[],
  translations: Translations,
): Readonly<Record<TranslationState | 'all', number>> {
  const count = { missing: 0, outdated: 0, done: 0, all: texts.length };
  for (const text of texts) count[stateOf(text, translations)]++;
  return count;
}

/**
 * What learners get in the other language, by step: only steps of which every text is there and up to date, so that
 * nobody reads half a step, or advice that was changed since.
 */
export function englishSteps(
  steps: DraftLesson['steps'],
  translations: Translations,
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    steps.flatMap((step) => {
      const texts = textsOfStep(step).filter(({ source }) => source.trim() !== '');
      if (texts.length === 0 || texts.some((text) => stateOf(text, translations) !== 'done')) return [];
      const own = texts.map(({ key }) => [key.slice(step.id.length + 1), translations[key]!.text.trim()]);
      return [[step.id, Object.fromEntries(own) as Record<string, string>]];
    }),
  );
}

/** English steps as a translation that is up to date; the other way round of {@link englishSteps}. */
export function translationsFrom(
  steps: DraftLesson['steps'],
  english: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, Translated> {
  return Object.fromEntries(
    steps.flatMap(textsOfStep).flatMap(({ key, step, source }) => {
      const text = english[step]?.[key.slice(step.length + 1)];
      return text === undefined ? [] : [[key, { text, of: source }]];
    }),
  );
}

/** All translations, those of title and summary from where they stand. */
export function allTranslations(draft: DraftLesson): Translations {
  const { en } = draft.translations;
  const whole = (['title', 'summary'] as const).map((key) => [
    key,
    { text: draft[key].en, of: en[key]?.of ?? draft[key].vi },
  ]);
  return { ...en, ...(Object.fromEntries(whole) as Translations) };
}
