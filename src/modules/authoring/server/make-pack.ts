import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { Lesson } from '#modules/learning/index.ts';
import { lessonKind, programmeKind } from '#modules/learning/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import { entriesOf } from '#platform/content/release.ts';
import type { Context, Services } from '#platform/http/context.ts';
import { PACK_MANIFEST, type PackManifest } from '../domain/pack.ts';
import { refuse } from '../domain/refusals.ts';
import { digestOf } from '../domain/file.ts';
import { picturesOf } from './compose.ts';
import { findPictureBytes, listShelf } from './shelf.store.ts';
import type { AuthoringTables } from './tables.ts';
import { SIGNERS } from './view.ts';

type Told = Pick<Services<AuthoringTables>, 'db' | 'content'>;

/** Which lessons: those that a unit published, one of the content files, or all of a programme of the content files. */
export type PackChoice =
  { readonly unit: number } | { readonly lesson: string } | { readonly programme: string };

export const digest = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * A pack as a zip. The same lessons give the same bytes.
 *
 * @throws Refusal authoring/lesson-not-found there are no such lessons
 */
export async function makePack(
  services: Told,
  choice: PackChoice,
  from: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const lessons = await chosen(services, choice);
  if (lessons.length === 0) refuse('lesson-not-found');
  const files: Record<string, Uint8Array> = {};
  const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
  for (const lesson of lessons) files[`lessons/${lesson.id}.json`] = encode(lesson);
  for (const file of new Set(lessons.flatMap(picturesOf))) {
    const bytes = await findPictureBytes(services.db, digestOf(file));
    if (bytes) files[`pictures/${file}`] = bytes;
  }
  const named = Object.keys(files).map((file) => ({ file, sha256: digest(files[file]!) }));
  const manifest: PackManifest = {
    format: 'bdhvs-pack',
    version: 1,
    from,
    lessons: named
      .filter(({ file }) => file.startsWith('lessons/'))
      .map((one) => ({ id: one.file.slice('lessons/'.length, -'.json'.length), ...one })),
    pictures: named.filter(({ file }) => file.startsWith('pictures/')),
  };
  const all = { [PACK_MANIFEST]: encode(manifest), ...files };
  return new Uint8Array(zipSync(all, { level: 6, mtime: '2026-01-01' }));
}

async function chosen({ db, content }: Told, choice: PackChoice): Promise<Lesson[]> {
  if ('unit' in choice) {
    const rows = await listShelf(db);
    return rows
      .filter(({ unit_id }) => unit_id === choice.unit)
      .map(({ content: lesson }) => lesson as Lesson);
  }
  const lessons = new Map(entriesOf(content(), lessonKind).map(({ value }) => [value.id, value]));
  const programme =
    'programme' in choice
      ? entriesOf(content(), programmeKind).find(({ value }) => value.id === choice.programme)?.value
      : undefined;
  const ids =
    'lesson' in choice ? [choice.lesson] : (programme?.chapters.flatMap((chapter) => chapter.lessons) ?? []);
  return ids.flatMap((id) => lessons.get(id) ?? []);
}

/** The unit's own pack, as a file. */
export async function sendPack(context: Context<AuthoringTables>, unitId: number): Promise<Response> {
  const unit = await requireRole(context, SIGNERS, unitId);
  const pack = await makePack(context, { unit: unitId }, unit.name);
  return new Response(pack, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="bai-hoc-${unitId}.zip"`,
    },
  });
}
