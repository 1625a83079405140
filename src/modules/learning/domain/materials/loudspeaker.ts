import { asksForAction } from '#platform/text/plain/sentence-rules.ts';
import { speakable } from '#platform/text/spoken.ts';
import type { LessonView, ViewStep } from '../contract.ts';
import { halfMinutes, secondsToSay } from './pace.ts';
import { say } from './words.ts';

/** A lesson as the voice of the village reads it. */
export interface LoudspeakerScript {
  readonly title: string;
  /** One breath each; no figures. */
  readonly lines: readonly string[];
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

/** Keeps what is understood by ear: no pictures, nothing to tap, numbers as words; spoken to everybody. */
export function loudspeakerScript(lesson: LessonView): LoudspeakerScript {
  const title = lesson.title.vi;
  const heard = lesson.steps.flatMap((step) => (step.kind === 'read' ? heardOf(step) : []));
  const onlyInvites = heard.length < FEWEST_LINES;
  const hello = say('speaker.hello', { title: lowerFirst(title) });
  const rest = onlyInvites
    ? [lesson.summary.vi, say('speaker.invite')]
    : [...shorten(heard), ...question(lesson), ...reminder(lesson)];
  const lines = [hello, ...rest, say('speaker.bye')].map((line) => speakable(toEverybody(line)));
  return { title, lines, minutes: halfMinutes(secondsToSay(lines)), onlyInvites };
}

type ReadStep = Extract<ViewStep, { kind: 'read' }>;

/** Goes on from what was said just before. */
const GOES_ON = /^(?:rồi|xong|sau đó|tiếp theo|nếu|lúc ấy|cũng|ở đó|nó|thế là|vì thế|vậy)(?![\p{L}\p{M}])/iu;
/** `Hai: …`, `Tấm ba: …`: one of a counted row. */
const COUNTED = /^(?:\p{L}+\s)?(?:một|hai|ba|bốn|năm|sáu|bảy|đầu)\s*:/iu;

/** A step of which most has to be seen, or a counted row with a gap, is left out whole: half of it would mislead. */
function heardOf(step: ReadStep): string[] {
  const heard: string[] = [];
  let hasGap = false;
  for (const sentence of step.say) {
    const fits: boolean = worksByEar(sentence) && !(hasGap && GOES_ON.test(sentence));
    if (fits) heard.push(sentence);
    hasGap = !fits;
  }
  if (heard.length * 3 < step.say.length * 2) return [];
  if (heard.length < step.say.length && step.say.some((sentence) => COUNTED.test(sentence))) return [];
  return worksByEar(step.title) ? [`${step.title.replace(/[.:]$/, '')}.`, ...heard] : heard;
}

function shorten(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (const line of lines) {
    if (secondsToSay([...kept, line]) > MOST_MINUTES * 60) break;
    kept.push(line);
  }
  return kept;
}

/** The first question that can be put to people who only listen. */
function question(lesson: LessonView): string[] {
  for (const step of lesson.steps) {
    if (step.kind !== 'check' || step.many || !worksByEar(step.ask)) continue;
    const right = step.choices.find((choice) => choice.right);
    if (!right || SEEN.test(right.text)) continue;
    const feedback = right.feedback.replace(/^(?:Đúng rồi|Đúng)[.,!]\s*/u, '');
    return [
      say('speaker.try', { ask: step.ask }),
      say('speaker.answer', { answer: `${lowerFirst(right.text.replace(/[.!]$/, ''))}.` }),
      ...(SEEN.test(feedback) ? [] : [feedback]),
    ];
  }
  return [];
}

function reminder(lesson: LessonView): string[] {
  const tips = lesson.steps.flatMap((step) => (step.kind === 'read' && step.tip ? [step.tip] : []));
  const tip = tips.find(worksByEar);
  return tip ? [say('speaker.again', { tip })] : [];
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
