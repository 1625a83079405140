import * as v from 'valibot';
import {
  Lesson,
  picturesOfStep,
  Programme,
  type LocalLesson,
  type LocalProgramme,
} from '#modules/learning/index.ts';
import { withLocal } from '#modules/learning/server.ts';
import { Scene } from '#modules/practice/index.ts';
import { withScenes, type LocalScene } from '#modules/practice/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Asset, Release } from '#platform/content/release.ts';
import type { Db } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import { digestOf } from '../domain/file.ts';
import type { DraftRecording } from '../domain/recording.ts';
import { listShelf, readShelfHead, sizesOfPictures } from './shelf.store.ts';
import { assetsOf } from './recorded-assets.ts';
import { listRecordings } from './recordings.store.ts';
import type { AuthoringTables } from './tables.ts';

interface Composed {
  readonly files: Release;
  readonly head: number;
  readonly release: Release;
}
const composed = new WeakMap<Db, Composed>();

/** The files with what units published, read anew when the shelf has changed. */
export async function addPublished(services: Services<AuthoringTables>, files: Release): Promise<Release> {
  const { db } = services;
  const known = composed.get(db);
  // The head first: what is published in between is seen at the next look.
  const head = await readShelfHead(db);
  if (known && known.files === files && known.head === head) return known.release;
  const release = await readPublished(services, files);
  composed.set(db, { files, head, release });
  return release;
}

async function readPublished({ db, log }: Services<AuthoringTables>, files: Release): Promise<Release> {
  const rows = await listShelf(db);
  const tree = rows.length > 0 ? await treeOf(db) : undefined;
  const nameOf = (unit: number) => tree?.find(unit)?.name ?? String(unit);
  const lessons = rows.flatMap(({ unit_id, lesson_id, content, follows, kind }): LocalLesson[] => {
    if (kind !== 'lesson') return [];
    const parsed = v.safeParse(Lesson, content);
    if (parsed.success) return [{ unit: unit_id, name: nameOf(unit_id), lesson: parsed.output, follows }];
    // Published under older rules: learners get the shipped lesson rather than a broken one.
    log.warn({ unit: unit_id, lesson: lesson_id }, 'a published lesson is none any more');
    return [];
  });
  const used = lessons.flatMap(({ lesson }) =>
    picturesOf(lesson).map((file) => ({ lesson: lesson.id, file })),
  );
  const sizes = await sizesOfPictures(db, [...new Set(used.map(({ file }) => digestOf(file)))]);
  const pictures = used.flatMap(({ lesson, file }): Asset[] => {
    const size = sizes.get(digestOf(file));
    const path = `lessons/${lesson}/${file}`;
    return size === undefined ? [] : [{ path, hash: digestOf(file), type: 'image/webp', size, body: null }];
  });
  const heard = rows.map((row) => ({ ...row, recordings: row.recordings as DraftRecording[] }));
  const known = await listRecordings(db, [
    ...new Set(heard.flatMap(({ recordings }) => recordings.flatMap(({ files }) => files.map(digestOf)))),
  ]);
  const sounds = heard.flatMap((row) => assetsOf(row.unit_id, row.lesson_id, row.recordings, known));
  const own = rows.filter(({ replaces }) => !replaces);
  const arranged = rows.flatMap(({ unit_id, content, kind }): LocalProgramme[] => {
    const parsed = v.safeParse(Programme, content);
    if (kind !== 'programme' || !parsed.success) return [];
    return [{ unit: unit_id, name: nameOf(unit_id), programme: parsed.output }];
  });
  const scenes = rows.flatMap(({ unit_id, content, kind }): LocalScene[] => {
    const parsed = v.safeParse(Scene, content);
    if (kind !== 'scene' || !parsed.success) return [];
    return [{ unit: unit_id, name: nameOf(unit_id), scene: parsed.output }];
  });
  const paths = pathsOf(lessons, new Set(own.map(({ lesson_id }) => lesson_id)));
  const taught = withLocal(files, {
    lessons,
    programmes: [...arranged, ...paths],
    assets: [...pictures, ...sounds],
  });
  return withScenes(taught, scenes);
}

/** The lessons that are a unit's own, as one path: where its readers find them. */
function pathsOf(lessons: readonly LocalLesson[], own: ReadonlySet<string>): LocalProgramme[] {
  const units = new Map<number, { name: string; ids: string[] }>();
  for (const { unit, name, lesson } of lessons)
    if (own.has(lesson.id)) units.set(unit, { name, ids: [...(units.get(unit)?.ids ?? []), lesson.id] });
  return [...units].map(([unit, { name, ids }]): LocalProgramme => {
    const title = { vi: `Bài học của ${name}`, en: `Lessons of ${name}` };
    const summary = {
      vi: `Những bài do ${name} soạn cho người của mình.`,
      en: `Lessons that ${name} wrote for its people.`,
    };
    const chapters = [{ id: 'bai', title, lessons: ids }];
    return { unit, name, programme: { id: `bai-cua-${unit}`, kind: 'path', title, summary, chapters } };
  });
}

/** Pictures that were taken in; drawn ones lie with the files. */
export const picturesOf = (lesson: Pick<Lesson, 'steps'>): string[] =>
  lesson.steps
    .flatMap(picturesOfStep)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.webp'));
