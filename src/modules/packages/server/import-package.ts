import { join } from 'node:path';
import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { recordingEnding } from '../domain/file-types.ts';
import type { ImportView } from '../domain/contract.ts';
import { reasonOf, refuse, refusePackage } from '../domain/refusals.ts';
import { removeFolder, workFolder } from './disk.ts';
import { findImport, insertImport, updateImport, type ImportRow } from './imports.store.ts';
import { findByDigest } from './packages.store.ts';
import { receive, type Brought } from './receive.ts';
import { shelve } from './shelve.ts';
import type { PackagesTables } from './tables.ts';
import { takeLessons } from './take-lessons.ts';
import { unpack, type Unpacked } from './unpack.ts';
import { wholeRecording } from './recording.ts';

type Asking = Context<PackagesTables>;
export const EDITORS = ['content-editor'] as const;

/** So often the database is told how far it is, at most. */
const TELL_MS = 500;

/**
 * Takes in a course made elsewhere: streamed to disk, looked through, unpacked, put in its place, all or nothing. What
 * is left of a refused one is a line that says why, for a day. The same id again tells how it ended.
 *
 * @throws Refusal with the reason and its place; packages/not-now while another request with this id is at work
 */
export async function importPackage(context: Asking, unitId: number, id: string): Promise<ImportView> {
  await requireRole(context, EDITORS, unitId);
  if (!(await begin(context, unitId, id))) return tellAgain(context, unitId, id);
  const folder = workFolder(context, id);
  try {
    const taken = await takeIn(context, unitId, id, folder);
    await updateImport(context.db, id, { state: 'done', ...taken, updated_at: context.now() });
    return toImportView((await findImport(context.db, id))!);
  } catch (error) {
    const fault = spaceFault(error);
    const { what, place } = reasonOf(fault) ?? { what: 'interrupted' as const, place: '' };
    await updateImport(context.db, id, { state: 'refused', reason: what, place, updated_at: context.now() });
    throw fault;
  } finally {
    await removeFolder(folder);
  }
}

async function begin(context: Asking, unitId: number, id: string): Promise<boolean> {
  const { personId, partKey } = context.actor as Person;
  const now = context.now();
  return insertImport(context.db, {
    id,
    unit_id: unitId,
    file_name: '',
    state: 'receiving',
    received: 0,
    expected: Number(context.request.headers.get('content-length') ?? 0) || 0,
    files_done: 0,
    files: 0,
    reason: null,
    place: '',
    package_id: null,
    begun_at: now,
    updated_at: now,
    begun_by: personId,
    begun_by_key: partKey,
  });
}

async function tellAgain(context: Asking, unitId: number, id: string): Promise<ImportView> {
  const row = (await findImport(context.db, id))!;
  if (row.unit_id !== unitId) refuse('import-not-found');
  if (row.state === 'refused') refusePackage(row.reason ?? 'interrupted', row.place);
  if (row.state !== 'done') refuse('not-now');
  return toImportView(row);
}

/** Of lessons of another installation there is no package: how many there were, and how many of them are new. */
type Taken = Partial<Pick<ImportRow, 'package_id' | 'files' | 'files_done'>>;

async function takeIn(context: Asking, unitId: number, id: string, folder: string): Promise<Taken> {
  const tell = teller(context, id);
  const brought = await receive(context.request, join(folder, 'brought'), (received, name) =>
    tell({ received, file_name: name }),
  );
  await updateImport(context.db, id, {
    state: 'checking',
    file_name: brought.name,
    received: brought.size,
    updated_at: context.now(),
  });
  // The same file again is nothing new.
  const before = await findByDigest(context.db, unitId, brought.digest);
  if (before) return { package_id: before.id };
  const unpacked = await open(brought, folder, (files_done, files) => tell({ files_done, files }));
  const { course, files } = unpacked;
  if (!course) return takeLessons(context, unitId, files);
  const package_id = await shelve(context, unitId, brought, { course, files }, (tx, packageId) =>
    audit(tx, context, {
      action: 'packages.import',
      unitId,
      detail: { package: packageId, file: brought.name },
    }),
  );
  return { package_id };
}

async function open(
  brought: Brought,
  folder: string,
  progress: (done: number, of: number) => Promise<void>,
): Promise<Unpacked> {
  const ending = recordingEnding(brought.beginning);
  if (ending) return wholeRecording(brought, ending, join(folder, 'brought'));
  if (!/^504b0(304|506)/.test(brought.beginning)) refusePackage('not-a-package', brought.name);
  return unpack(join(folder, 'brought'), brought.size, join(folder, 'files'), progress);
}

/** Writes how far it is, now and then. */
function teller(context: Asking, id: string): (values: Partial<ImportRow>) => Promise<void> {
  let last = performance.now();
  return async (values) => {
    if (performance.now() - last < TELL_MS) return;
    last = performance.now();
    await updateImport(context.db, id, { ...values, updated_at: context.now() });
  };
}

/** A full disk is no bug. */
function spaceFault(error: unknown): unknown {
  if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) return error;
  try {
    return refusePackage('no-space');
  } catch (refusal) {
    return refusal;
  }
}

export function toImportView(row: ImportRow): ImportView {
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    received: row.received,
    expected: row.expected,
    filesDone: row.files_done,
    files: row.files,
    reason: row.reason,
    place: row.place,
    package: row.package_id,
    begunAt: row.begun_at.toISOString(),
  };
}
