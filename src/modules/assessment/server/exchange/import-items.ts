import { createHash } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { competencesOf, currentFramework } from '#modules/framework/index.ts';
import { readBytes } from '#platform/http/body.ts';
import type { Tx } from '#platform/database/connect.ts';
import { FileFault, type Taken } from '../../domain/exchange/exchanged.ts';
import { refuse } from '../../domain/refusals.ts';
import type { AssessmentTables } from '../tables.ts';
import { LIMITS, readFile } from './read-file.ts';
import { type Asking, editedUnit, personOf } from './rights.ts';
import { sayDetail } from './say-fault.ts';
import {
  findImport,
  type ImportRow,
  insertImport,
  insertUnitItem,
  insertVersion,
  lockImport,
  settleImport,
} from './unit-items.store.ts';

const digestOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const competencesOfContent = ({ content }: Pick<Asking, 'content'>): ReadonlySet<string> =>
  new Set(competencesOf(currentFramework(content())).map(({ code }) => code));

/** Questions with the competence and tier that their file names, else the usual ones. */
export function filledIn(
  context: Pick<Asking, 'content'>,
  taken: readonly Taken[],
  usual: { readonly competence: string; readonly tier: number },
): Taken[] {
  const known = competencesOfContent(context);
  return taken.map(({ item, ...one }) => {
    const { facts } = item;
    const competence = facts.competence && known.has(facts.competence) ? facts.competence : usual.competence;
    return { ...one, item: { ...item, facts: { ...facts, competence, tier: facts.tier ?? usual.tier } } };
  });
}

/**
 * Looks at a file of questions and keeps what was found, for whoever brought it to look at and confirm.
 *
 * @param usual of questions whose file names none
 * @throws Refusal assessment/file-… when nothing of it can be taken; assessment/import-settled; assessment/competence-unknown
 */
export async function lookAtItems(
  context: Asking,
  unitId: number,
  id: string,
  { name, competence, tier }: { readonly name: string; readonly competence: string; readonly tier: number },
): Promise<{ id: string }> {
  await editedUnit(context, unitId);
  if (!competencesOfContent(context).has(competence)) return refuse('competence-unknown');
  const bytes = await readBytes(context.request, 'application/octet-stream', LIMITS.bytes);
  const digest = digestOf(bytes);
  const had = await findImport(context.db, id);
  if (had) return had.unit_id === unitId && had.digest === digest ? { id } : refuse('import-settled');
  const { format, ...found } = await readFile(bytes).catch((error: unknown) => {
    if (!(error instanceof FileFault)) throw error;
    const faults = error.detail ? [{ at: '', what: sayDetail(context.language, error.detail) }] : [];
    return refuse(`file-${error.what}`, { place: error.detail, ...(faults.length > 0 && { faults }) });
  });
  await insertImport(context.db, {
    id,
    unit_id: unitId,
    name,
    format,
    digest,
    found: { ...found, taken: filledIn(context, found.taken, { competence, tier }) },
    brought_at: context.now(),
    brought_by: personOf(context),
    confirmed_at: null,
    added: null,
    known: null,
  });
  return { id };
}

/** @throws Refusal assessment/import-not-found also for another unit's */
export async function ownImport(context: Asking, unitId: number, id: string): Promise<ImportRow> {
  const row = await findImport(context.db, id);
  return row?.unit_id === unitId ? row : refuse('import-not-found');
}

/**
 * Takes what was found as drafts, all or none. Confirmed twice, it is done once; a question that the unit has, word for
 * word, stays as it is.
 */
export async function confirmItems(
  context: Asking,
  unitId: number,
  id: string,
): Promise<{ added: number; known: number }> {
  await editedUnit(context, unitId);
  await ownImport(context, unitId, id);
  const at = context.now();
  return context.db.transaction().execute(async (tx) => {
    const row = (await lockImport(tx, id))!;
    if (row.confirmed_at) return { added: row.added ?? 0, known: row.known ?? 0 };
    const { added, known } = await addDrafts(context, tx, unitId, id, row.found.taken, personOf(context));
    await settleImport(tx, id, { at, added, known, left: { ...row.found, taken: [] } });
    await audit(tx, context, {
      action: 'assessment.import-items',
      unitId,
      detail: { import: id, file: row.name, added, known },
    });
    return { added, known };
  });
}

/** Writes questions down as drafts; one that the unit has, word for word as it came, is nothing new. */
export async function addDrafts(
  { now, newId }: Pick<Asking, 'now' | 'newId'>,
  tx: Tx<AssessmentTables>,
  unitId: number,
  importId: string,
  taken: readonly Taken[],
  by: string,
): Promise<{ added: number; known: number }> {
  const at = now();
  let added = 0;
  for (const { item, place } of taken) {
    // The end of a UUID is chance.
    const itemId = `${item.facts.competence}-u${newId().replaceAll('-', '').slice(-8)}`;
    const isNew = await insertUnitItem(tx, {
      id: itemId,
      unit_id: unitId,
      state: 'draft',
      version: 1,
      origin_digest: digestOf(JSON.stringify([item.ask, item.content])),
      import_id: importId,
      place,
      created_at: at,
      updated_at: at,
    });
    if (!isNew) continue;
    added += 1;
    const version = { item_id: itemId, number: 1, id: newId(), content: item, saved_at: at, saved_by: by };
    await insertVersion(tx, version);
  }
  return { added, known: taken.length - added };
}
