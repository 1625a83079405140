import { join } from 'node:path';
import { drawPdf } from '#platform/print/pdf.ts';
import { qrSvg } from '#platform/print/qr.ts';
import { assetUrl, type Release } from '#platform/content/release.ts';
import type { LessonView } from '../../domain/contract.ts';
import { loudspeakerScript } from '../../domain/materials/loudspeaker.ts';
import { slidesOf } from '../../domain/materials/slides.ts';
import { teacherScript } from '../../domain/materials/teacher-script.ts';
import { say, writtenDay } from '../../domain/materials/words.ts';

/** What a document is made of. */
export interface Source {
  readonly lesson: LessonView;
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
  const read = lesson.steps.filter((step) => step.kind === 'read');
  const values = {
    ...common(source),
    summary: lesson.summary.vi,
    steps: read.map((step, index) => ({
      number: index + 1,
      title: step.title,
      say: step.say,
      tip: step.tip ?? null,
      ...drawn(source, step.picture),
    })),
    questions: lesson.steps.flatMap((step) =>
      step.kind === 'check'
        ? [
            {
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
  const { lesson } = source;
  const script = teacherScript(lesson);
  const values = {
    ...common(source),
    heading: say('guide.title'),
    summary: lesson.summary.vi,
    total: say('guide.total', { minutes: written(script.minutes) }),
    before: script.before,
    beforeLabel: say('guide.before'),
    sayLabel: say('guide.say'),
    doLabel: say('guide.do'),
    askLabel: say('guide.ask'),
    rightLabel: say('guide.right'),
    wrongLabel: say('guide.wrong'),
    parts: script.parts.map((part) => ({
      ...part,
      time: say('guide.minutes', { minutes: written(part.minutes) }),
      ...drawn(source, part.picture),
    })),
  };
  return drawPdf(template('teacher'), values, madeAt(source));
}

/** 16:9, for the television of a culture house. */
export function drawSlides(source: Source): Promise<Buffer> {
  const slides = slidesOf(source.lesson).map((slide) => ({
    tip: null,
    ...slide,
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
  const { lines, minutes } = loudspeakerScript(source.lesson);
  const values = {
    ...common(source),
    heading: say('speaker.title'),
    how: say('speaker.how', { minutes: written(minutes) }),
    lines,
  };
  return drawPdf(template('loudspeaker'), values, madeAt(source));
}

/** UTF-8 with line ends that every office computer knows. */
export function writeLoudspeaker({ lesson }: Source): Buffer {
  const { title, lines, minutes } = loudspeakerScript(lesson);
  const head = [title.toLocaleUpperCase('vi'), say('speaker.how', { minutes: written(minutes) }), ''];
  return Buffer.from(`\ufeff${[...head, ...lines.flatMap((line) => [line, ''])].join('\r\n')}`);
}

function common({ lesson, site }: Source) {
  const url = `${site}/hoc/${lesson.id}`;
  return {
    title: lesson.title.vi,
    publisher: say('book.publisher'),
    url,
    shown: url.replace(/^https?:\/\//, ''),
    qr: qrSvg(url),
    scan: say('card.scan'),
  };
}

function drawn({ release, lesson }: Source, picture: { url: string; alt: string } | undefined) {
  const asset = Object.values(release.assets).find(
    ({ path }) => path.startsWith(`lessons/${lesson.id}/`) && assetUrl(release, path) === picture?.url,
  );
  return { picture: asset?.body ?? null, alt: picture?.alt ?? '' };
}

/** 2,5 */
const written = (minutes: number) => String(minutes).replace('.', ',');
