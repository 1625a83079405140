import { createHash } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { competencesOf, currentFramework } from '#modules/framework/index.ts';
import { readBytes } from '#platform/http/body.ts';
import type { Exchanged } from '../../domain/exchange/exchanged.ts';
import { FileFault } from '../../domain/exchange/exchanged.ts';
import { refuse } from '../../domain/refusals.ts';
import { LIMITS, readFile } from './read-file.ts';
import { type Asking, editedUnit, personOf } from './rights.ts';
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
  const known = new Set(competencesOf(currentFramework(context.content())).map(({ code }) => code));
  if (!known.has(competence)) return refuse('competence-unknown');
  const bytes = await readBytes(context.request, 'application/octet-stream', LIMITS.bytes);
  const digest = digestOf(bytes);
  const had = await findImport(context.db, id);
  if (had) return had.unit_id === unitId && had.digest === digest ? { id } : refuse('import-settled');
  const { format, ...found } = await readFile(bytes).catch((error: unknown) => {
    if (error instanceof FileFault) return refuse(`file-${error.what}`, { place: error.detail });
    throw error;
  });
  const filled = ({ facts, ...item }: Exchanged): Exchanged => ({
    ...item,
    facts: {
      ...facts,
      competence: facts.competence && known.has(facts.competence) ? facts.competence : competence,
      tier: facts.tier ?? tier,
    },
  });
  await insertImport(context.db, {
    id,
    unit_id: unitId,
    name,
    format,
    digest,
    found: { ...found, taken: found.taken.map((one) => ({ ...one, item: filled(one.item) })) },
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
    let added = 0;
    for (const { item, place } of row.found.taken) {
      // The end of a UUID is chance.
      const itemId = `${item.facts.competence}-u${context.newId().replaceAll('-', '').slice(-8)}`;
      const isNew = await insertUnitItem(tx, {
        id: itemId,
        unit_id: unitId,
        state: 'draft',
        version: 1,
        origin_digest: digestOf(JSON.stringify([item.ask, item.content])),
        import_id: id,
        place,
        created_at: at,
        updated_at: at,
      });
      if (!isNew) continue;
      added += 1;
      await insertVersion(tx, {
        item_id: itemId,
        number: 1,
        id: context.newId(),
        content: item,
        saved_at: at,
        saved_by: personOf(context),
      });
    }
    const known = row.found.taken.length - added;
    await settleImport(tx, id, { at, added, known, left: { ...row.found, taken: [] } });
    await audit(tx, context, {
      action: 'assessment.import-items',
      unitId,
      detail: { import: id, file: row.name, added, known },
    });
    return { added, known };
  });
}
