import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView, ViewStep } from '../contract.ts';
import type { Voice } from '../voice.ts';

/** A step as a reader gets it. */
export interface ShownStep<Step extends ViewStep = ViewStep> {
  /** Its voice is the one that she hears. */
  readonly step: Step;
  /** What it is written in. */
  readonly language: ContentLanguage;
  /** The Vietnamese words have changed since it was translated. */
  readonly outdated: boolean;
}

/** A step in the first language of the chain in which all of it is there. */
export function stepIn<Step extends ViewStep>(
  { variants }: Pick<LessonView, 'variants'>,
  step: Step,
  chain: readonly ContentLanguage[],
): ShownStep<Step> {
  const found = chain.findIndex((code) => code === 'vi' || variants?.[code]?.steps[step.id]);
  const language = chain[found] ?? 'vi';
  const words = variants?.[language]?.steps[step.id];
  const voice = voiceIn(step, chain.slice(0, found + 1));
  const { voice: _, ...silent } = words ? worded(step, words) : step;
  return {
    step: { ...silent, ...(voice ? { voice } : {}) } as Step,
    language,
    outdated: Boolean(words && variants?.[language]?.outdated.includes(step.id)),
  };
}

/** The dearest voice; never one in a language that she likes less than the words she reads. */
function voiceIn({ voice, voices = [] }: ViewStep, chain: readonly string[]): Voice | undefined {
  const all = voice ? [...voices, voice] : voices;
  return chain.flatMap((code) => all.find(({ language }) => language === code) ?? [])[0];
}

function worded(step: ViewStep, words: Readonly<Record<string, string>>): ViewStep {
  const said = (key: string, source: string): string => words[key] ?? source;
  const seen = (key: string, picture: ViewStep['picture']) =>
    picture && { picture: { ...picture, alt: said(key, picture.alt) } };
  if (step.kind === 'read')
    return {
      ...step,
      ...seen('alt', step.picture),
      title: said('title', step.title),
      say: step.say.map((sentence, place) => said(`say.${place}`, sentence)),
      ...(step.tip === undefined ? {} : { tip: said('tip', step.tip) }),
    };
  return {
    ...step,
    ...seen('alt', step.picture),
    ask: said('ask', step.ask),
    choices: step.choices.map((choice) => ({
      ...choice,
      ...seen(`${choice.id}.alt`, choice.picture),
      text: said(`${choice.id}.text`, choice.text),
      feedback: said(`${choice.id}.feedback`, choice.feedback),
    })),
  };
}
