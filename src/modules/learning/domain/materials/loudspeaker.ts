import { asksForAction } from '#platform/text/plain/sentence-rules.ts';
import { speakable } from '#platform/text/spoken.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView, ViewStep } from '../contract.ts';
import { lessonIn, type WrittenLesson } from '../in-language/lesson.ts';
import { halfMinutes, secondsToSay } from './pace.ts';
import { framesOf, sayIn, type Say } from './words.ts';

/** One breath of what is read out. */
export interface SpokenLine {
  readonly text: string;
  readonly language: ContentLanguage;
}

/** A lesson as the voice of the village reads it. */
export interface LoudspeakerScript {
  readonly title: SpokenLine;
  /** No figures in those that are Vietnamese. */
  readonly lines: readonly SpokenLine[];
  /** To read it, in halves. */
  readonly minutes: number;
  /** Too little of the lesson works by ear: the script only invites. */
  readonly onlyInvites: boolean;
}

/** What has to be seen: things on a screen, and words that point at them. */
const SEEN =
  /(?<![\p{L}\p{M}])(?:hình|nút|ô|màn hình|biểu tượng|góc|mép|màu|dòng chữ|bên dưới|phía dưới|phía trên|trên cùng|ở đây|dưới đây|bảng nút|cột|dấu cộng|con trỏ|trang này|tệp)(?![\p{L}\p{M}])/iu;
const worksByEar = (sentence: string) => !SEEN.test(sentence) && !asksForAction(sentence);
const FEWEST_LINES = 4;
/** Listeners take in so much at a time. */
const MOST_MINUTES = 4;

/**
 * Keeps what is understood by ear: no pictures, nothing to tap; spoken to everybody, and in Vietnamese numbers as words.
 * What works by ear is told from the Vietnamese words, whatever language they are then said in.
 *
 * @param chain languages to say it in, the dearest first
 */
export function loudspeakerScript(
  view: LessonView,
  chain: readonly ContentLanguage[] = ['vi'],
): LoudspeakerScript {
  const lesson = lessonIn(view, chain);
  const { title, summary } = lesson;
  const say = sayIn(lesson.language);
  const frame = (text: string): SpokenLine => ({ text, language: framesOf(lesson.language) });
  const heard = lesson.steps.flatMap(({ step, source, language }) =>
    step.kind === 'read' && source.kind === 'read'
      ? heardOf(source).map((place): SpokenLine => ({ text: lineAt(step, place), language }))
      : [],
  );
  const onlyInvites = heard.length < FEWEST_LINES;
  const named = title.language === 'vi' ? lowerFirst(title.text) : title.text;
  const rest = onlyInvites
    ? [{ text: summary.text, language: summary.language }, frame(say('speaker.invite'))]
    : [...shorten(heard), ...question(lesson, say), ...reminder(lesson, say)];
  const lines = [frame(say('speaker.hello', { title: named })), ...rest, frame(say('speaker.bye'))].map(
    ({ text, language }) => ({
      text: language === 'vi' ? speakable(toEverybody(text)) : text,
      language,
    }),
  );
  const minutes = halfMinutes(secondsToSay(lines.map(({ text }) => text)));
  return { title: { text: title.text, language: title.language }, lines, minutes, onlyInvites };
}

type ReadStep = Extract<ViewStep, { kind: 'read' }>;

/** Goes on from what was said just before. */
const GOES_ON = /^(?:rồi|xong|sau đó|tiếp theo|nếu|lúc ấy|cũng|ở đó|nó|thế là|vì thế|vậy)(?![\p{L}\p{M}])/iu;
/** `Hai: …`, `Tấm ba: …`: one of a counted row. */
const COUNTED = /^(?:\p{L}+\s)?(?:một|hai|ba|bốn|năm|sáu|bảy|đầu)\s*:/iu;

/** Stands for the title of a step, before its first sentence. */
const TITLE = -1;

const lineAt = ({ title, say }: ReadStep, place: number): string =>
  place === TITLE ? `${title.replace(/[.:]$/, '')}.` : say[place]!;

/**
 * Places of the sentences of a Vietnamese step that work by ear. A step of which most has to be seen, or a counted row
 * with a gap, is left out whole: half of it would mislead.
 */
function heardOf(step: ReadStep): number[] {
  const heard: number[] = [];
  let hasGap = false;
  for (const [place, sentence] of step.say.entries()) {
    const fits: boolean = worksByEar(sentence) && !(hasGap && GOES_ON.test(sentence));
    if (fits) heard.push(place);
    hasGap = !fits;
  }
  if (heard.length * 3 < step.say.length * 2) return [];
  if (heard.length < step.say.length && step.say.some((sentence) => COUNTED.test(sentence))) return [];
  return worksByEar(step.title) ? [TITLE, ...heard] : heard;
}

function shorten(lines: readonly SpokenLine[]): SpokenLine[] {
  const kept: SpokenLine[] = [];
  for (const line of lines) {
    if (secondsToSay([...kept, line].map(({ text }) => text)) > MOST_MINUTES * 60) break;
    kept.push(line);
  }
  return kept;
}

/** The first question that can be put to people who only listen. */
function question({ steps }: WrittenLesson, say: Say): SpokenLine[] {
  for (const { step, source, language } of steps) {
    if (source.kind !== 'check' || step.kind !== 'check' || step.many || !worksByEar(source.ask)) continue;
    const place = source.choices.findIndex((choice) => choice.right);
    const [right, told] = [source.choices[place], step.choices[place]];
    if (!right || !told || SEEN.test(right.text)) continue;
    const feedback = { text: told.feedback.replace(/^(?:Đúng rồi|Đúng)[.,!]\s*/u, ''), language };
    const bare = told.text.replace(/[.!]$/, '');
    const answer = `${language === 'vi' ? lowerFirst(bare) : bare}.`;
    return [
      { text: say('speaker.try', { ask: step.ask }), language },
      { text: say('speaker.answer', { answer }), language },
      ...(SEEN.test(right.feedback) ? [] : [feedback]),
    ];
  }
  return [];
}

function reminder({ steps }: WrittenLesson, say: Say): SpokenLine[] {
  const found = steps.find(({ source }) => source.kind === 'read' && source.tip && worksByEar(source.tip));
  if (found?.step.kind !== 'read' || !found.step.tip) return [];
  return [{ text: say('speaker.again', { tip: found.step.tip }), language: found.language }];
}

/**
 * Lessons speak to one person; the loudspeaker to all. Names (`bác Nhàn`), others (`một bác`), `bác sĩ` and what is
 * quoted stay.
 */
const toEverybody = (line: string): string =>
  line.replace(
    /[“"][^”"]*[”"]|(?<!(?:một|các|mấy|nhiều|với|người|phản|của một) )(?<![\p{L}\p{M}])([Bb])ác(?![\p{L}\p{M}])(?!\s(?:\p{Lu}|sĩ|bỏ|ấy|ta(?![\p{L}\p{M}])))/gu,
    (whole, first: string | undefined) => (first === undefined ? whole : first === 'B' ? 'Bà con' : 'bà con'),
  );

/** Names keep their capital: only a first word that stands alone in lower case elsewhere loses it. */
function lowerFirst(text: string): string {
  const first = text.split(/\s/)[0] ?? '';
  return /\p{Lu}.*\p{Lu}/u.test(first) ? text : text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1);
}
