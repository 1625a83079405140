import {
  assetUrl,
  entriesOf,
  type Entry,
  type Fault,
  type Release,
  type ContentKind,
} from '#platform/content/release.ts';
import type { LessonCard, LessonView, ProgrammeCard, ViewStep } from '../domain/contract.ts';
import { Lesson, Programme } from '../domain/lesson.ts';
import { buildIndex, type Index } from '../domain/search.ts';

export const lessonKind: ContentKind<Lesson> = {
  name: 'lessons',
  files: 'lessons/*/lesson.yaml',
  schema: Lesson,
  check: (entries, release) => entries.flatMap((entry) => checkLesson(entry, release)),
};

export const programmeKind: ContentKind<Programme> = {
  name: 'programmes',
  files: 'programmes/*.yaml',
  schema: Programme,
  check: (entries, release) => {
    const known = new Set(entriesOf(release, lessonKind).map(({ value }) => value.id));
    return entries.flatMap(({ path, value }) =>
      value.chapters
        .flatMap((chapter) => chapter.lessons)
        .filter((id) => !known.has(id))
        .map((id) => ({ path, line: 0, what: `names lesson ${id}, which is not in content/lessons` })),
    );
  },
};

const MAX_PICTURE = 6 * 1024;

function checkLesson({ path, value }: Entry<Lesson>, release: Release): Fault[] {
  const fault = (what: string): Fault => ({ path, line: 0, what });
  const folder = path.replace(/\/lesson\.yaml$/, '');
  const ids = value.steps.map((step) => step.id);
  const pictures = value.steps.flatMap((step) => (step.picture ? [step.picture.file] : []));
  const checks = value.steps.filter((step) => step.kind === 'check').length;
  return [
    ...(folder === `lessons/${value.id}` ? [] : [fault(`id ${value.id} differs from its folder`)]),
    ...(new Set(ids).size === ids.length ? [] : [fault('two steps have one id')]),
    ...(checks >= 2 ? [] : [fault('has fewer than two checks')]),
    ...(pictures.length > 0 ? [] : [fault('has no picture')]),
    ...pictures.flatMap((file) => {
      const asset = release.assets[`${folder}/${file}`];
      if (!asset) return [fault(`picture ${file} is missing`)];
      const size = Buffer.byteLength(asset.body);
      return [
        ...(size <= MAX_PICTURE
          ? []
          : [fault(`picture ${file} has ${size} bytes, more than ${MAX_PICTURE}`)]),
        ...(/<script|<style|\sstyle=|foreignObject|<image|href=/i.test(asset.body)
          ? [fault(`picture ${file} holds script, style or outside references`)]
          : []),
      ];
    }),
  ];
}

/** The lessons of a release as pages want them, made once for each release. */
export interface Library {
  readonly programmes: readonly ProgrammeCard[];
  readonly cards: ReadonlyMap<string, LessonCard>;
  readonly lessons: ReadonlyMap<string, LessonView>;
  readonly sources: ReadonlyMap<string, Lesson>;
  readonly index: Index;
}

const libraries = new WeakMap<Release, Library>();

export function libraryOf(release: Release): Library {
  let library = libraries.get(release);
  if (!library) libraries.set(release, (library = makeLibrary(release)));
  return library;
}

function makeLibrary(release: Release): Library {
  const sources = new Map(entriesOf(release, lessonKind).map(({ value }) => [value.id, value]));
  const cards = new Map([...sources].map(([id, lesson]) => [id, makeCard(lesson, release)]));
  const programmes = entriesOf(release, programmeKind).map(({ value }) => ({
    ...value,
    chapters: value.chapters.map((chapter) => ({
      ...chapter,
      lessons: chapter.lessons.flatMap((id) => cards.get(id) ?? []),
    })),
  }));
  const order = programmes.flatMap((programme) => programme.chapters.flatMap((chapter) => chapter.lessons));
  const lessons = new Map(
    [...sources].map(([id, lesson]) => {
      const place = order.findIndex((card) => card.id === id);
      return [id, makeView(lesson, cards.get(id)!, place < 0 ? undefined : order[place + 1], release)];
    }),
  );
  return { programmes, cards, lessons, sources, index: buildIndex([...sources.values()]) };
}

function makeCard(lesson: Lesson, release: Release): LessonCard {
  const files = lesson.steps.flatMap((step) =>
    step.picture ? [`lessons/${lesson.id}/${step.picture.file}`] : [],
  );
  const pictures = files.reduce((sum, path) => sum + Buffer.byteLength(release.assets[path]?.body ?? ''), 0);
  return {
    id: lesson.id,
    title: lesson.title,
    summary: lesson.summary,
    competences: lesson.competences,
    minutes: lesson.minutes,
    bytes: Buffer.byteLength(JSON.stringify(lesson)) + pictures,
    steps: lesson.steps.length,
    picture: files[0] ? (assetUrl(release, files[0]) ?? null) : null,
  };
}

function makeView(
  lesson: Lesson,
  card: LessonCard,
  next: LessonCard | undefined,
  release: Release,
): LessonView {
  const steps: ViewStep[] = lesson.steps.map((step) => {
    const { picture, ...rest } = step;
    const url = picture && assetUrl(release, `lessons/${lesson.id}/${picture.file}`);
    return { ...rest, ...(picture && url ? { picture: { url, alt: picture.alt } } : {}) } as ViewStep;
  });
  return {
    ...card,
    tier: lesson.tier,
    reviewed: lesson.reviewed,
    expires: lesson.expires,
    steps,
    next: next ? { id: next.id, title: next.title, minutes: next.minutes } : null,
  };
}
