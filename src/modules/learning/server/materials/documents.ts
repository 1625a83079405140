import { join } from 'node:path';
import { drawPdf } from '#platform/print/pdf.ts';
import { qrSvg } from '#platform/print/qr.ts';
import { assetUrl, type Release } from '#platform/content/release.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView } from '../../domain/contract.ts';
import { isOutdated, lessonIn, stepsMissing } from '../../domain/in-language/lesson.ts';
import { loudspeakerScript } from '../../domain/materials/loudspeaker.ts';
import { slidesOf } from '../../domain/materials/slides.ts';
import { teacherScript } from '../../domain/materials/teacher-script.ts';
import { framesOf, sayIn, writtenDay } from '../../domain/materials/words.ts';

/** What a document is made of. */
export interface Source {
  readonly lesson: LessonView;
  /** Languages to write it in, the dearest first. */
  readonly chain: readonly ContentLanguage[];
  readonly release: Release;
  /** Where people type it, without a slash at the end. */
  readonly site: string;
}

const template = (name: string) => join(import.meta.dirname, `${name}.typ`);
/** Documents are as old as their content, so that the same content gives the same bytes. */
const madeAt = ({ lesson }: Source) => new Date(`${lesson.reviewed}T00:00:00Z`);

/** A5, for the learner's hand. */
export function drawStepCard(source: Source): Promise<Buffer> {
  const { lesson } = source;
  const { steps, say } = written(source);
  const read = steps.flatMap(({ step, ...how }) => (step.kind === 'read' ? [{ step, how }] : []));
  const values = {
    ...common(source),
    steps: read.map(({ step, how }, index) => ({
      ...typeset(how),
      number: index + 1,
      title: step.title,
      say: step.say,
      tip: step.tip ?? null,
      ...drawn(source, step.picture),
    })),
    questions: steps.flatMap(({ step, ...how }) =>
      step.kind === 'check'
        ? [
            {
              ...typeset(how),
              ask: step.ask,
              answers: step.choices.filter(({ right }) => right).map(({ text }) => text),
            },
          ]
        : [],
    ),
    questionLabel: say('card.question'),
    answerLabel: say('card.answer'),
    reviewed: say('card.reviewed', { day: writtenDay(lesson.reviewed) }),
  };
  return drawPdf(template('step-card'), values, madeAt(source));
}

/** A4, for somebody who has never taught. */
export function drawTeacherEdition(source: Source): Promise<Buffer> {
  const { say } = written(source);
  const script = teacherScript(source.lesson, source.chain);
  const values = {
    ...common(source),
    heading: say('guide.title'),
    total: say('guide.total', { minutes: decimal(script.minutes) }),
    before: script.before,
    beforeLabel: say('guide.before'),
    sayLabel: say('guide.say'),
    doLabel: say('guide.do'),
    askLabel: say('guide.ask'),
    rightLabel: say('guide.right'),
    wrongLabel: say('guide.wrong'),
    parts: script.parts.map((part) => ({
      ...part,
      ...typeset(part),
      time: say('guide.minutes', { minutes: decimal(part.minutes) }),
      ...drawn(source, part.picture),
    })),
  };
  return drawPdf(template('teacher'), values, madeAt(source));
}

/** 16:9, for the television of a culture house. */
export function drawSlides(source: Source): Promise<Buffer> {
  const { say } = written(source);
  const slides = slidesOf(source.lesson, source.chain).map((slide) => ({
    tip: null,
    ...slide,
    ...typeset(slide),
    ...drawn(source, 'picture' in slide ? slide.picture : undefined),
  }));
  const values = {
    ...common(source),
    slides,
    start: say('slides.start'),
    question: say('slides.question'),
    answer: say('slides.answer'),
    end: say('slides.end'),
    endText: say('slides.end.text'),
  };
  return drawPdf(template('slides'), values, madeAt(source));
}

/** One page of A4. */
export function drawLoudspeaker(source: Source): Promise<Buffer> {
  const { say } = written(source);
  const { lines, minutes } = loudspeakerScript(source.lesson, source.chain);
  const values = {
    ...common(source),
    heading: say('speaker.title'),
    how: say('speaker.how', { minutes: decimal(minutes) }),
    lines: lines.map((line) => ({ ...line, ...typeset(line) })),
  };
  return drawPdf(template('loudspeaker'), values, madeAt(source));
}

/** UTF-8 with line ends that every office computer knows. */
export function writeLoudspeaker(source: Source): Buffer {
  const { say } = written(source);
  const { title, lines, minutes } = loudspeakerScript(source.lesson, source.chain);
  const head = [
    title.text.toLocaleUpperCase('vi'),
    say('speaker.how', { minutes: decimal(minutes) }),
    ...aboutTranslation(source),
    '',
  ];
  return Buffer.from(`\ufeff${[...head, ...lines.flatMap(({ text }) => [text, ''])].join('\r\n')}`);
}

/** The lesson in the language of the document, and the words around it. */
function written({ lesson, chain }: Source) {
  const inHers = lessonIn(lesson, chain);
  return { ...inHers, say: sayIn(inHers.language) };
}

function common(source: Source) {
  const url = `${source.site}/hoc/${source.lesson.id}`;
  const { title, summary, language, say } = written(source);
  return {
    lang: tongueOf(title.language),
    frameLang: framesOf(language),
    title: title.text,
    summary: summary.text,
    summaryLang: tongueOf(summary.language),
    translation: aboutTranslation(source),
    outdatedLabel: say('material.outdated'),
    publisher: say('book.publisher'),
    url,
    shown: url.replace(/^https?:\/\//, ''),
    qr: qrSvg(url),
    scan: say('card.scan'),
  };
}

/** What readers of paper have to know of a translation: which it is, what is out of date, what is missing. */
function aboutTranslation(source: Source): string[] {
  const lesson = lessonIn(source.lesson, source.chain);
  if (lesson.language === 'vi') return [];
  const say = sayIn(lesson.language);
  const language = say(`material.language.${lesson.language}`);
  const missing = stepsMissing(lesson);
  return [
    say('material.language', { language }),
    ...(isOutdated(lesson) ? [say('material.outdated.text')] : []),
    ...(missing > 0 ? [say('material.missing', { steps: missing })] : []),
  ];
}

/** How Typst names a language: without its script. */
const tongueOf = (language: ContentLanguage): string => language.split('-')[0]!;

const typeset = ({
  language,
  outdated = false,
}: {
  readonly language: ContentLanguage;
  readonly outdated?: boolean;
}) => ({ lang: tongueOf(language), outdated });

function drawn({ release, lesson }: Source, picture: { url: string; alt: string } | undefined) {
  const asset = Object.values(release.assets).find(
    ({ path }) => path.startsWith(`lessons/${lesson.id}/`) && assetUrl(release, path) === picture?.url,
  );
  return { picture: asset?.body ?? null, alt: picture?.alt ?? '' };
}

/** 2,5 */
const decimal = (minutes: number) => String(minutes).replace('.', ',');
