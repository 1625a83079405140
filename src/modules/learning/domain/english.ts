import type { LessonView, ViewStep } from './contract.ts';

/** A step in English where all of it was translated; undefined where it was not. */
export function inEnglish(lesson: Pick<LessonView, 'english'>, step: ViewStep): ViewStep | undefined {
  const words = lesson.english?.[step.id];
  if (!words) return undefined;
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
