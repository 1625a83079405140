import { asksForAction } from '#platform/text/plain/sentence-rules.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView, ViewStep } from '../contract.ts';
import { lessonIn, type WrittenLesson, type WrittenStep } from '../in-language/lesson.ts';
import { letterOf } from './letters.ts';
import { halfMinutes, secondsToSay } from './pace.ts';
import { framesOf, sayIn, type Say } from './words.ts';

/** One part of a lesson as a volunteer gives it to a room. */
export interface ScriptPart {
  readonly title: string;
  /** What the lesson's own words are written in; what to do and ask stands in the language of the frames. */
  readonly language: ContentLanguage;
  /** The Vietnamese words have changed since they were translated. */
  readonly outdated: boolean;
  /** In halves. */
  readonly minutes: number;
  readonly picture?: { readonly url: string; readonly alt: string };
  readonly say: readonly string[];
  readonly do: readonly string[];
  readonly ask: readonly string[];
  /** Of a check. */
  readonly right: readonly string[];
  readonly wrong: readonly { readonly answer: string; readonly repair: string }[];
}

export interface TeacherScript {
  readonly before: readonly string[];
  readonly parts: readonly ScriptPart[];
  /** Of all parts. */
  readonly minutes: number;
}

/** A room needs so long besides listening; seconds. Our assumption, like the pace. */
const SHOW_ONE_ACTION = 15;
const WALK_ROUND = 60;
const THINK = 15;
const RAISE_HANDS = 30;
const SETTLE = 60;

/**
 * A lesson as a script for somebody who has never taught. Minutes come from saying everything at the pace of
 * `SYLLABLES_A_MINUTE`, showing each action, a walk round the room, and hands raised at each question.
 *
 * @param chain languages to give it in, the dearest first
 */
export function teacherScript(view: LessonView, chain: readonly ContentLanguage[] = ['vi']): TeacherScript {
  const lesson = lessonIn(view, chain);
  const say = sayIn(lesson.language);
  const parts = [
    opening(lesson, say),
    ...lesson.steps.map((step) => partOf(step, say)),
    closing(lesson, say),
  ];
  return {
    before: [
      say('guide.before.phones'),
      say('guide.before.try'),
      say('guide.before.open'),
      say('guide.before.slow'),
    ],
    parts,
    minutes: parts.reduce((sum, part) => sum + part.minutes, 0),
  };
}

type Draft = Omit<ScriptPart, 'minutes' | 'right' | 'wrong'> & Partial<Pick<ScriptPart, 'right' | 'wrong'>>;

/** @param besides seconds in which nobody speaks */
function timed(part: Draft, besides: number): ScriptPart {
  const { right = [], wrong = [] } = part;
  // What repairs a wrong answer is said once, for the answer that comes up.
  const spoken = [
    ...part.say,
    ...part.ask,
    ...right.slice(0, 1),
    ...wrong.slice(0, 1).map(({ repair }) => repair),
  ];
  return { ...part, right, wrong, minutes: halfMinutes(secondsToSay(spoken) + besides) };
}

function opening({ title, summary, language }: WrittenLesson, say: Say): ScriptPart {
  return timed(
    {
      language: framesOf(language),
      outdated: title.outdated || summary.outdated,
      title: say('guide.opening'),
      say: [
        say('guide.opening.say', { title: title.text }),
        say('guide.opening.why', { summary: summary.text }),
      ],
      do: [say('guide.opening.do')],
      ask: [say('guide.opening.ask')],
    },
    SETTLE,
  );
}

function closing({ title, language }: WrittenLesson, say: Say): ScriptPart {
  return timed(
    {
      language: framesOf(language),
      outdated: false,
      title: say('guide.closing'),
      say: [say('guide.closing.say', { title: title.text }), say('guide.closing.tell')],
      do: [say('guide.closing.do')],
      ask: [say('guide.closing.ask')],
    },
    SETTLE,
  );
}

function partOf({ step, source, language, outdated }: WrittenStep, say: Say): ScriptPart {
  const how = { language, outdated };
  const picture = step.picture ? { picture: step.picture } : {};
  if (step.kind === 'check') {
    const right = step.choices.filter((choice) => choice.right);
    return timed(
      {
        title: step.ask,
        ...how,
        ...picture,
        say: [step.ask, ...step.choices.map(({ text }, place) => `${letterOf(place)}. ${text}`)],
        do: [say('guide.check.do')],
        ask: [say('guide.check.why')],
        right: right.map(
          ({ id, text, feedback }) => `${letterOf(placeOf(step, id))}. ${ended(text)} ${feedback}`,
        ),
        wrong: step.choices
          .filter((choice) => !choice.right)
          .map(({ id, text, feedback }) => ({
            answer: `${letterOf(placeOf(step, id))}. ${text}`,
            repair: feedback,
          })),
      },
      RAISE_HANDS,
    );
  }
  // Told from the Vietnamese words: it is the same whatever language they are said in.
  const actions = source.kind === 'read' ? source.say.filter(asksForAction).length : 0;
  const shown = step.picture ? [say('guide.picture', { alt: step.picture.alt })] : [];
  const tip = step.tip ? [say('guide.remember', { tip: step.tip })] : [];
  return timed(
    {
      title: step.title,
      ...how,
      ...picture,
      say: [...step.say, ...tip],
      do: [...shown, ...(actions > 0 ? [say('guide.show'), say('guide.round')] : [say('guide.listen')])],
      ask: [say(actions > 0 ? 'guide.done' : 'guide.retell')],
    },
    actions > 0 ? actions * SHOW_ONE_ACTION + WALK_ROUND : THINK,
  );
}

const placeOf = (step: Extract<ViewStep, { kind: 'check' }>, id: string) =>
  step.choices.findIndex((choice) => choice.id === id);

const ended = (text: string) => (/[.?!…”]$/u.test(text) ? text : `${text}.`);
