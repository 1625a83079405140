import * as v from 'valibot';
import type { Lesson } from '#modules/learning/index.ts';
import { MAX_PHOTO } from '#modules/learning/index.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { asDraft } from '../domain/draft.ts';
import { idFor } from '../domain/lesson-id.ts';
import { PACK_MANIFEST, PackedLesson, PackManifest } from '../domain/pack.ts';
import {
  claimLessonId,
  findSaved,
  insertDraft,
  insertVersion,
  listDraftsOf,
  listLessonIds,
  lockDraft,
  updateDraft,
} from './drafts.store.ts';
import { digest } from './make-pack.ts';
import { insertPicture } from './shelf.store.ts';
import { shippedLesson } from './surroundings.ts';
import type { AuthoringTables } from './tables.ts';

type Told = Pick<Services<AuthoringTables>, 'db' | 'now' | 'newId' | 'content'>;

/** What is wrong with a pack, and which file of it. */
export class PackFault extends Error {
  readonly what: 'broken' | 'wrong-checksum' | 'missing-file';
  readonly place: string;
  constructor(what: PackFault['what'], place: string) {
    super(`${what}: ${place}`);
    this.what = what;
    this.place = place;
  }
}

/**
 * Takes the lessons of a pack in as drafts of a unit: each goes on to be read and signed off there like any other. A
 * lesson that was taken in before, word for word, is nothing new. All or nothing.
 *
 * @param read the bytes of a file of the pack; undefined where it is not there
 * @returns how many lessons were new
 * @throws PackFault
 */
export async function takePack(
  services: Told,
  unitId: number,
  by: Identity,
  read: (file: string) => Promise<Uint8Array | undefined>,
): Promise<{ readonly added: number; readonly known: number }> {
  const whole = async (file: string, sha256?: string): Promise<Buffer> => {
    const bytes = await read(file);
    if (!bytes) throw new PackFault('missing-file', file);
    if (sha256 !== undefined && digest(bytes) !== sha256) throw new PackFault('wrong-checksum', file);
    return Buffer.from(bytes);
  };
  const manifest = parse(PackManifest, await whole(PACK_MANIFEST), PACK_MANIFEST);
  const lessons: { readonly lesson: Lesson; readonly sha256: string }[] = [];
  for (const { id, file, sha256 } of manifest.lessons) {
    const lesson = parse(PackedLesson, await whole(file, sha256), file);
    if (lesson.id !== id) throw new PackFault('broken', file);
    lessons.push({ lesson, sha256 });
  }
  const pictures: { readonly name: string; readonly bytes: Buffer }[] = [];
  for (const { file, sha256 } of manifest.pictures) {
    const bytes = await whole(file, sha256);
    const name = file.slice('pictures/'.length, -'.webp'.length);
    const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
    if (!isWebp || !sha256.startsWith(name) || bytes.length > MAX_PHOTO) throw new PackFault('broken', file);
    pictures.push({ name, bytes });
  }
  return services.db.transaction().execute(async (tx) => {
    for (const { name, bytes } of pictures) await addPicture(services, tx, by, name, bytes);
    let added = 0;
    for (const { lesson, sha256 } of lessons)
      if (await addLesson(services, tx, unitId, by, lesson, sha256)) added++;
    return { added, known: lessons.length - added };
  });
}

function parse<S extends v.GenericSchema<any, any>>(
  schema: S,
  bytes: Buffer,
  file: string,
): v.InferOutput<S> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new PackFault('broken', file);
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new PackFault('broken', `${file}: ${v.getDotPath(parsed.issues[0]) ?? ''}`);
}

/** Its size was measured where it was taken in; width and height are not asked for again. */
async function addPicture(
  { now }: Told,
  tx: Tx<AuthoringTables>,
  by: Identity,
  name: string,
  bytes: Buffer,
): Promise<void> {
  const row = { digest: name, bytes, size: bytes.length, width: 0, height: 0 };
  await insertPicture(tx as never, { ...row, added_at: now(), added_by: by.personId });
}

/** @returns false where these words were taken in before */
async function addLesson(
  services: Told,
  tx: Tx<AuthoringTables>,
  unitId: number,
  by: Identity,
  lesson: Lesson,
  sha256: string,
): Promise<boolean> {
  // Named by the unit and what it says, so that the same lesson again is the same saving.
  const versionId = asUuid(digest(`${unitId} ${sha256}`));
  if (await findSaved(tx, versionId)) return false;
  const at = services.now();
  const drafts = await listDraftsOf(tx, unitId, 'lesson');
  const before = drafts.find(({ lesson_id }) => lesson_id === lesson.id);
  const draftId = before?.id ?? services.newId();
  const number = before ? (await lockDraft(tx, before.id))!.version + 1 : 1;
  if (before) await updateDraft(tx, before.id, { version: number, state: 'draft', updated_at: at });
  else await beginDraft(services, tx, unitId, draftId, lesson, at);
  await insertVersion(tx, {
    draft_id: draftId,
    number,
    id: versionId,
    content: asDraft(lesson, null),
    restored: null,
    saved_at: at,
    saved_by: by.personId,
    saved_by_key: by.partKey,
  });
  return true;
}

/** Its wording of a shipped lesson; else a lesson of its own, under its name where that is free. */
async function beginDraft(
  services: Told,
  tx: Tx<AuthoringTables>,
  unitId: number,
  id: string,
  lesson: Lesson,
  at: Date,
): Promise<void> {
  const replaces = shippedLesson(services, lesson.id) !== undefined;
  const taken = new Set(await listLessonIds(tx));
  const lessonId =
    replaces || !taken.has(lesson.id)
      ? lesson.id
      : idFor(lesson.title.vi, (one) => taken.has(one) || shippedLesson(services, one) !== undefined);
  const row = {
    id,
    unit_id: unitId,
    lesson_id: lessonId,
    kind: 'lesson' as const,
    replaces,
    version: 1,
    created_at: at,
    updated_at: at,
  };
  await insertDraft(tx, { ...row, state: 'draft' });
  if (!replaces) await claimLessonId(tx, lessonId, id);
}

const asUuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
