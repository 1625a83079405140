import { targetGroups } from '#modules/framework/index.ts';
import { entriesOf, type Release } from '#platform/content/release.ts';
import { coverProgrammes, type Coverage } from '../domain/coverage.ts';
import { variantsOf, type Lesson } from '../domain/lesson.ts';
import { progressOf, shownOf, textsOf } from '../domain/variant.ts';
import { VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import { readingLevel, type ReadingLevel } from '#platform/text/reading-level.ts';
import { spokenOf } from '../domain/spoken.ts';
import { pathOf, placeOf } from '../domain/recordings.ts';
import { lessonKind, programmeKind, sentencesOf } from './kinds.ts';
import { filesOf, outdatedRecordings, recordingName } from './voice.ts';

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
  /** Languages that somebody began to translate into, text by text. */
  readonly variants: readonly {
    readonly language: string;
    /** Lessons with at least one whole step. */
    readonly lessons: number;
    readonly texts: number;
    readonly missing: number;
    readonly outdated: number;
  }[];
  /** Recordings of words that no lesson says any more. */
  readonly outdated: readonly string[];
  readonly expired: readonly { readonly id: string; readonly expires: string }[];
}

/** @param today the day in Vietnam, YYYY-MM-DD */
export function reportContent(release: Release, today: string): ContentReport {
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
    audio: audioOf(all, release),
    variants: variantsIn(all),
    outdated: outdatedRecordings(release, sentencesOf(entriesOf(release, lessonKind))).map(pathOf),
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

/** Vietnamese is always asked for, other languages where somebody began to record. */
function audioOf(lessons: readonly Lesson[], release: Release): ContentReport['audio'] {
  const begun = Object.keys(release.assets).flatMap((path) => placeOf(path)?.language ?? []);
  const sentences = lessons.reduce((sum, lesson) => sum + spokenOf(lesson).length, 0);
  return [...new Set(['vi' as const, ...begun])].map((language) => ({
    language,
    sentences,
    missing: listUnrecorded(release, language).length,
  }));
}

function variantsIn(lessons: readonly Lesson[]): ContentReport['variants'] {
  return VARIANT_LANGUAGES.flatMap((language) => {
    const begun = lessons.flatMap((lesson) => {
      const variant = variantsOf(lesson)[language];
      if (!variant) return [];
      const whole = Object.keys(shownOf(lesson, variant)?.steps ?? {}).length > 0;
      return [{ whole, ...progressOf(textsOf(lesson), variant) }];
    });
    if (begun.length === 0) return [];
    const sum = (of: 'all' | 'missing' | 'outdated') => begun.reduce((total, one) => total + one[of], 0);
    const lessonsShown = begun.filter(({ whole }) => whole).length;
    return [
      {
        language,
        lessons: lessonsShown,
        texts: sum('all'),
        missing: sum('missing'),
        outdated: sum('outdated'),
      },
    ];
  });
}

/** Sentences without a recording in a language, with the name that its file would have. */
export function listUnrecorded(
  release: Release,
  language: string,
): { readonly lesson: string; readonly step: string; readonly name: string; readonly text: string }[] {
  return entriesOf(release, lessonKind).flatMap(({ value: lesson }) =>
    spokenOf(lesson)
      .filter(({ text }) => filesOf(release, lesson.id, language, text).length === 0)
      .map(({ step, text }) => ({ lesson: lesson.id, step, name: recordingName(text), text })),
  );
}
