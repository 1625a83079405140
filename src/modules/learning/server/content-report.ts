import { targetGroups } from '#modules/framework/index.ts';
import { shortDigest } from '#platform/content/digest.ts';
import { entriesOf, type Release } from '#platform/content/release.ts';
import { coverProgrammes, type Coverage } from '../domain/coverage.ts';
import type { Lesson } from '../domain/lesson.ts';
import { readingLevel, type ReadingLevel } from '#platform/text/reading-level.ts';
import { spokenOf } from '../domain/spoken.ts';
import { lessonKind, programmeKind } from './kinds.ts';

/** What is there to learn, and what is missing. */
export interface ContentReport {
  readonly release: string;
  readonly lessons: number;
  readonly programmes: readonly {
    readonly id: string;
    readonly kind: 'programme' | 'path';
    readonly lessons: number;
    readonly reading: ReadingLevel;
  }[];
  /** Of the programmes, not of the paths. */
  readonly coverage: readonly Coverage[];
  /** Lessons that stand in no programme and no path. */
  readonly unused: readonly string[];
  readonly reading: ReadingLevel;
  readonly audio: readonly {
    readonly language: string;
    readonly sentences: number;
    readonly missing: number;
  }[];
  readonly expired: readonly { readonly id: string; readonly expires: string }[];
}

/** Recordings lie beside a lesson; Vietnamese is always asked for, other languages where somebody began to record. */
const RECORDING = /^lessons\/([a-z0-9-]+)\/audio\/([a-z]{2,3})\/([0-9a-f]{16})\.(?:opus|m4a|mp3)$/;

/** The name of the recording of a sentence: another wording is another name, so that no recording outlives its words. */
export const recordingName = (sentence: string): string => shortDigest(sentence.normalize('NFC'));

/**
 * @param files every path under `content/`, with `/`
 * @param today the day in Vietnam, YYYY-MM-DD
 */
export function reportContent(release: Release, files: readonly string[], today: string): ContentReport {
  const lessons = new Map(entriesOf(release, lessonKind).map(({ value }) => [value.id, value]));
  const programmes = entriesOf(release, programmeKind).map(({ value }) => value);
  const all = [...lessons.values()];
  const lessonsOf = (programme: (typeof programmes)[number]) =>
    programme.chapters.flatMap((chapter) => chapter.lessons).flatMap((id) => lessons.get(id) ?? []);
  const used = new Set(programmes.flatMap(lessonsOf).map(({ id }) => id));
  return {
    release: release.id,
    lessons: lessons.size,
    programmes: programmes.map((programme) => ({
      id: programme.id,
      kind: programme.kind,
      lessons: lessonsOf(programme).length,
      reading: readingOf(lessonsOf(programme)),
    })),
    coverage: coverProgrammes(programmes, lessons, targetGroups(release).groups),
    unused: all.map(({ id }) => id).filter((id) => !used.has(id)),
    reading: readingOf(all),
    audio: audioOf(all, files),
    expired: all.filter(({ expires }) => expires < today).map(({ id, expires }) => ({ id, expires })),
  };
}

/** What is explained to learners: the sentences, tips and feedback, not titles and choices. */
function readingOf(lessons: readonly Lesson[]): ReadingLevel {
  return readingLevel(
    lessons.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        step.kind === 'read'
          ? [...step.say, ...(step.tip ? [step.tip] : [])]
          : [step.ask, ...step.choices.map((choice) => choice.feedback)],
      ),
    ),
  );
}

function audioOf(lessons: readonly Lesson[], files: readonly string[]): ContentReport['audio'] {
  const recorded = new Map<string, Set<string>>([['vi', new Set()]]);
  for (const file of files) {
    const [, lesson, language, name] = RECORDING.exec(file) ?? [];
    if (!language) continue;
    const known = recorded.get(language) ?? new Set();
    recorded.set(language, known.add(`${lesson}/${name}`));
  }
  const sentences = lessons.flatMap((lesson) =>
    spokenOf(lesson).map(({ text }) => `${lesson.id}/${recordingName(text)}`),
  );
  return [...recorded].map(([language, known]) => ({
    language,
    sentences: sentences.length,
    missing: sentences.filter((sentence) => !known.has(sentence)).length,
  }));
}
