import { createHash } from 'node:crypto';
import { lessonKind, libraryOf as lessonLibraryOf } from '#modules/learning/server.ts';
import {
  assetUrl,
  entriesOf,
  type ContentKind,
  type Entry,
  type Fault,
  type Release,
} from '#platform/content/release.ts';
import { plainFaults } from '#platform/text/plain/content-faults.ts';
import type { PracticeCard, PracticeView } from '../domain/contract.ts';
import { checkNames, checkPlay } from '../domain/check-scene.ts';
import type { PlacedFault } from '../domain/scene-faults.ts';
import { checkGym } from '../domain/gym.ts';
import { passagesOf } from '../domain/passages.ts';
import { localScenes } from './local.ts';
import { PracticeFile } from '../domain/practice-file.ts';

export const practiceKind: ContentKind<PracticeFile> = {
  name: 'practice',
  files: 'practice/*.yaml',
  schema: PracticeFile,
  check: (entries, release) => [
    ...entries.flatMap((entry) => checkFile(entry, release)),
    ...checkLessons(entries, release),
  ],
  warn: (entries, release, today) => [
    ...entries.flatMap((entry) => placed(entry, oldOn(entry.value, today))),
    ...plainFaults('warn', entries, release, readingsOf),
  ],
  rehearse: (entries, release) => [
    ...entries.flatMap((entry) =>
      entry.value.kind === 'scene' ? placed(entry, checkPlay(entry.value)) : [],
    ),
    ...plainFaults('error', entries, release, readingsOf),
  ],
};

const readingsOf = (file: PracticeFile) => [{ passages: passagesOf(file), tier: file.tier }];

const MAX_PICTURE = 6 * 1024;

const placed = ({ path, lineOf }: Entry<PracticeFile>, faults: readonly PlacedFault[]): Fault[] =>
  faults.map(({ at, what }) => ({ path, line: lineOf?.(at) ?? 0, what: `${at.join('.')}: ${what}` }));

function checkFile(entry: Entry<PracticeFile>, release: Release): Fault[] {
  const { path, value } = entry;
  const lessons = new Set(entriesOf(release, lessonKind).map((lesson) => lesson.value.id));
  return placed(entry, [
    ...(path === `practice/${value.id}.yaml`
      ? []
      : [{ at: ['id'], what: `${value.id} is not the name of the file` }]),
    ...value.lessons.flatMap((id, index) =>
      lessons.has(id) ? [] : [{ at: ['lessons', index], what: `there is no lesson ${id}` }],
    ),
    ...(value.kind === 'gym' ? checkGym(value) : [...checkNames(value), ...checkPictures(value, release)]),
  ]);
}

/** Lessons name the scenes that practise them; this module knows which there are. */
function checkLessons(entries: readonly Entry<PracticeFile>[], release: Release): Fault[] {
  const known = new Set(entries.map(({ value }) => value.id));
  return entriesOf(release, lessonKind).flatMap(({ path, value, lineOf }) =>
    value.practice.flatMap((id, index) =>
      known.has(id)
        ? []
        : [
            {
              path,
              line: lineOf?.(['practice', index]) ?? 0,
              what: `names practice ${id}, which is not there`,
            },
          ],
    ),
  );
}

/** Also of scenes that editors write: they may show the drawings that are shipped. */
export function checkPictures(
  scene: Extract<PracticeFile, { kind: 'scene' }>,
  release: Release,
): PlacedFault[] {
  return scene.screens.flatMap((screen, number) =>
    screen.blocks.flatMap((block, index) => {
      if (block.kind !== 'picture' || block.file === undefined) return [];
      const at = ['screens', number, 'blocks', index, 'file'];
      const asset = release.assets[`practice/pictures/${block.file}`];
      if (!asset) return [{ at, what: `there is no content/practice/pictures/${block.file}` }];
      return [
        ...(asset.size <= MAX_PICTURE ? [] : [{ at, what: `has more than ${MAX_PICTURE} bytes` }]),
        ...(/<script|<style|\sstyle=|foreignObject|<image|href=/i.test(asset.body ?? '')
          ? [{ at, what: 'holds script, style or outside references' }]
          : []),
      ];
    }),
  );
}

/** What is past its day, or imitates something nobody has looked at for too long. */
function oldOn(file: PracticeFile, today: string): PlacedFault[] {
  const faults: PlacedFault[] = [];
  if (file.expires < today)
    faults.push({ at: ['expires'], what: `expired on ${file.expires}: review it anew` });
  if (file.kind === 'gym') return faults;
  const { checkedOn, staleAfterDays } = file.imitates;
  const stale = new Date(Date.parse(checkedOn) + staleAfterDays * 86_400_000).toISOString().slice(0, 10);
  if (stale < today)
    faults.push({ at: ['imitates'], what: `stale since ${stale}: compare it with the real thing` });
  return faults;
}

/** The scenes of a release as pages want them, made once for each release. */
export interface Library {
  /** Easiest first. */
  readonly cards: readonly PracticeCard[];
  readonly views: ReadonlyMap<string, PracticeView>;
  readonly files: ReadonlyMap<string, PracticeFile>;
}

const libraries = new WeakMap<Release, Map<string, Library>>();
/** Libraries of different units held at once; the one that was made first goes first. */
const MOST_LIBRARIES = 60;

/** @param units whose own scenes stand in it; all of them, where something is looked up by its id */
export function libraryOf(release: Release, units: readonly number[] | 'all' = 'all'): Library {
  let made = libraries.get(release);
  if (!made) libraries.set(release, (made = new Map()));
  const key = String(units);
  let library = made.get(key);
  if (!library) {
    library = makeLibrary(release, units);
    if (made.size >= MOST_LIBRARIES) made.delete(made.keys().next().value!);
    made.set(key, library);
  }
  return library;
}

function makeLibrary(release: Release, units: readonly number[] | 'all'): Library {
  const own = localScenes(release).filter(({ unit }) => units === 'all' || units.includes(unit));
  const names = new Map(own.map(({ scene, name }) => [scene.id, name]));
  const files = [
    ...entriesOf(release, practiceKind).map(({ value }) => value),
    ...own.map(({ scene }) => scene),
  ].toSorted((a, b) => a.tier - b.tier || (a.id < b.id ? -1 : 1));
  const cards = files.map((file) => cardOf(file, names.get(file.id) ?? null));
  const titles = lessonLibraryOf(release).cards;
  const views = files.map((file, index): [string, PracticeView] => {
    // From a unit's own scene nothing leads on, and to one nothing: another reader may not have it.
    const next = names.has(file.id) ? undefined : cards.slice(index + 1).find(({ local }) => local === null);
    return [
      file.id,
      withVersion({
        card: cards[index]!,
        file,
        pictures: picturesOf(file, release),
        lessons: file.lessons.flatMap((id) => {
          const lesson = titles.get(id);
          return lesson ? [{ id, title: lesson.title }] : [];
        }),
        next: next ? { id: next.id, title: next.title } : null,
      }),
    ];
  });
  return { cards, views: new Map(views), files: new Map(files.map((file) => [file.id, file])) };
}

const withVersion = (view: Omit<PracticeView, 'version'>): PracticeView => ({
  ...view,
  version: createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16),
});

const cardOf = (
  { id, kind, title, summary, competences, tier, minutes, lessons }: PracticeFile,
  local: string | null,
): PracticeCard => ({
  id,
  kind,
  title,
  summary,
  competences,
  tier,
  minutes,
  lessons,
  local,
});

function picturesOf(file: PracticeFile, release: Release): Record<string, string> {
  if (file.kind === 'gym') return {};
  const names = file.screens.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'picture' && block.file ? [block.file] : [])),
  );
  return Object.fromEntries(
    names.flatMap((name) => {
      const url = assetUrl(release, `practice/pictures/${name}`);
      return url ? [[name, url]] : [];
    }),
  );
}
