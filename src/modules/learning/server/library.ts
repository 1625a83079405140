import { createHash } from 'node:crypto';
import { shortDigest } from '#platform/content/digest.ts';
import { assetUrl, entriesOf, type Release } from '#platform/content/release.ts';
import { CONTENT_LANGUAGES, VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import { targetGroupCodes } from '#modules/framework/index.ts';
import type {
  LessonCard,
  LessonView,
  ProgrammeCard,
  ProgrammeSummary,
  ViewStep,
} from '../domain/contract.ts';
import { picturesOfStep, variantsOf, type Lesson, type Programme } from '../domain/lesson.ts';
import { buildIndex, type Index } from '../domain/search.ts';
import { headingsFor, type ShownVariant } from '../domain/in-language/variants.ts';
import { shownOf } from '../domain/variant.ts';
import { nearest } from '../domain/local.ts';
import { spokenOfStep } from '../domain/spoken.ts';
import { lessonKind, programmeKind } from './kinds.ts';
import { localLessons, localProgrammes } from './local.ts';
import { voiceOf } from './voice.ts';

/** The lessons of a release as pages want them, made once for each release. */
export interface Library {
  /** Programmes in the order of their groups, then paths. */
  readonly programmes: readonly ProgrammeCard[];
  /** The same, in the same order. */
  readonly summaries: readonly ProgrammeSummary[];
  readonly cards: ReadonlyMap<string, LessonCard>;
  readonly lessons: ReadonlyMap<string, LessonView>;
  readonly sources: ReadonlyMap<string, Lesson>;
  readonly index: Index;
}

const libraries = new WeakMap<Release, Map<string, Library>>();
/** Libraries of different units held at once; the one that was made first goes first. */
const MOST_LIBRARIES = 60;

/** @param chain units whose own lessons and programmes hold for the reader, the nearest last */
export function libraryOf(release: Release, chain: readonly number[] = []): Library {
  let made = libraries.get(release);
  if (!made) libraries.set(release, (made = new Map()));
  const key = chain.join(' ');
  let library = made.get(key);
  if (!library) {
    library = makeLibrary(release, chain);
    if (made.size >= MOST_LIBRARIES) made.delete(made.keys().next().value!);
    made.set(key, library);
  }
  return library;
}

function makeLibrary(release: Release, chain: readonly number[]): Library {
  const own = nearest(localLessons(release), chain, ({ lesson }) => lesson.id);
  const ownWays = nearest(localProgrammes(release), chain, ({ programme }) => programme.id);
  const sources = new Map([
    ...entriesOf(release, lessonKind).map(({ value }) => [value.id, value] as const),
    ...[...own].map(([id, { lesson }]) => [id, lesson] as const),
  ]);
  const cards = new Map(
    [...sources].map(([id, lesson]) => [id, makeCard(lesson, release, own.get(id)?.name ?? null)]),
  );
  const programmes = [
    ...entriesOf(release, programmeKind).filter(({ value }) => !ownWays.has(value.id)),
    ...[...ownWays.values()].map(({ programme, name }) => ({ value: programme, local: name })),
  ]
    .map(({ value, local = null }: { value: Programme; local?: string | null }): ProgrammeCard => ({
      ...value,
      group: value.group ?? null,
      local,
      chapters: value.chapters.map((chapter) => ({
        ...chapter,
        domain: chapter.domain ?? null,
        lessons: chapter.lessons.flatMap((id) => cards.get(id) ?? []),
      })),
    }))
    .sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1));
  const shipped = new Map(entriesOf(release, lessonKind).map(({ value }) => [value.id, value]));
  const replacing = (id: string): LessonView['replaces'] => {
    const [mine, theirs] = [own.get(id), shipped.get(id)];
    return mine && theirs
      ? { moved: mine.follows !== null && digestOfLesson(theirs) !== mine.follows }
      : null;
  };
  const ways = programmes.map((programme) => programme.chapters.flatMap((chapter) => chapter.lessons));
  const lessons = new Map(
    [...sources].map(([id, lesson]) => [
      id,
      makeView(lesson, cards.get(id)!, cardAfter(id, ways), release, {
        replaces: replacing(id),
        unit: own.get(id)?.unit,
      }),
    ]),
  );
  return {
    programmes,
    summaries: programmes.map(summarise),
    cards,
    lessons,
    sources,
    index: buildIndex([...sources.values()]),
  };
}

const digests = new WeakMap<Lesson, string>();
/** Tells whether a lesson still says what it said in Vietnamese: a translation more is no other lesson. */
export function digestOfLesson(lesson: Lesson): string {
  let digest = digests.get(lesson);
  if (!digest) {
    const { english: _, variants: __, ...said } = lesson;
    digests.set(lesson, (digest = shortDigest(JSON.stringify(said))));
  }
  return digest;
}

/** Programmes by the order of the target groups, then paths. */
function rank({ kind, group }: ProgrammeCard): number {
  if (kind === 'path') return targetGroupCodes.length;
  return targetGroupCodes.findIndex((code) => code === group);
}

function cardAfter(id: string, ways: readonly (readonly LessonCard[])[]): LessonCard | undefined {
  const way = ways.find((cards) => cards.some((card) => card.id === id));
  return way?.[way.findIndex((card) => card.id === id) + 1];
}

function summarise({ chapters, ...programme }: ProgrammeCard): ProgrammeSummary {
  const lessons = chapters.flatMap((chapter) => chapter.lessons);
  return {
    ...programme,
    lessons: lessons.map(({ id }) => id),
    minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
    picture: lessons.find(({ picture }) => picture !== null)?.picture ?? null,
  };
}

function makeCard(lesson: Lesson, release: Release, local: string | null): LessonCard {
  const files = lesson.steps.flatMap((step) =>
    picturesOfStep(step).map(({ file }) => `lessons/${lesson.id}/${file}`),
  );
  const pictures = files.reduce((sum, path) => sum + (release.assets[path]?.size ?? 0), 0);
  return {
    id: lesson.id,
    title: lesson.title,
    summary: lesson.summary,
    ...headingsFor({ variants: shownVariants(lesson) }, CONTENT_LANGUAGES),
    competences: lesson.competences,
    minutes: lesson.minutes,
    bytes: Buffer.byteLength(JSON.stringify(lesson)) + pictures,
    steps: lesson.steps.length,
    picture: files[0] ? (assetUrl(release, files[0]) ?? null) : null,
    local,
  };
}

/** @param unit whose wording of the lesson it is; undefined for a shipped one */
function makeView(
  lesson: Lesson,
  card: LessonCard,
  next: LessonCard | undefined,
  release: Release,
  { replaces, unit }: { readonly replaces: LessonView['replaces']; readonly unit: number | undefined },
): LessonView {
  const shown = <T extends { readonly picture?: Lesson['steps'][number]['picture'] }>(one: T) => {
    const { picture, ...rest } = one;
    const url = picture && assetUrl(release, `lessons/${lesson.id}/${picture.file}`);
    return { ...rest, ...(picture && url ? { picture: { url, alt: picture.alt } } : {}) };
  };
  const steps = lesson.steps.map((step): ViewStep => {
    const heardIn = (language: string) => voiceOf(release, lesson.id, spokenOfStep(step), [language], unit);
    const voice = heardIn('vi');
    const voices = VARIANT_LANGUAGES.flatMap((language) => heardIn(language) ?? []);
    const heard = { ...(voice ? { voice } : {}), ...(voices.length > 0 ? { voices } : {}) };
    return step.kind === 'read'
      ? { ...shown(step), ...heard }
      : { ...shown(step), ...heard, choices: step.choices.map(shown) };
  });
  const variants = shownVariants(lesson);
  const { variants: _, ...about } = card;
  const view = {
    ...about,
    tier: lesson.tier,
    reviewed: lesson.reviewed,
    expires: lesson.expires,
    imitates: lesson.imitates ?? null,
    practice: lesson.practice,
    replaces,
    steps,
    ...(Object.keys(variants).length > 0 ? { variants } : {}),
    next: next ? nextOf(next) : null,
  };
  return { ...view, version: createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16) };
}

/** A lesson in other languages, as readers get it; {} where it is in Vietnamese only. */
function shownVariants(lesson: Lesson): Record<string, ShownVariant> {
  return Object.fromEntries(
    Object.entries(variantsOf(lesson)).flatMap(([language, variant]) => {
      const shown = shownOf(lesson, variant);
      return shown ? [[language, shown]] : [];
    }),
  );
}

const nextOf = ({ id, title, minutes, variants }: LessonCard): NonNullable<LessonView['next']> => ({
  id,
  title,
  minutes,
  ...headingsFor({ variants }, CONTENT_LANGUAGES),
});
