import { attachment } from '#platform/http/attachment.ts';
import { createHash } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { readBytes } from '#platform/http/body.ts';
import { Refusal } from '#platform/refusal/refusal.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { EvidenceView } from '../domain/contract.ts';
import { MOST_EVIDENCE, MOST_EVIDENCE_BYTES } from '../domain/evidence-contract.ts';
import { FILE_TYPES, fileKindOf } from '../domain/file-kind.ts';
import type { ItemState } from '../domain/item.ts';
import { isNear } from '../domain/likeness.ts';
import { refuse } from '../domain/refusals.ts';
import * as store from './evidence.store.ts';
import { printKindOf, printOf } from './fingerprint.ts';
import { lockItem } from './items.store.ts';
import { namer, personOf, READERS, seenItem, type Asking, type ItemSeen } from './rights.ts';

/** While a unit works on its part, and until whoever gave it has confirmed. */
export const OPEN_STATES: readonly ItemState[] = ['given', 'accepted', 'reported'];
const MOST_LOOKALIKES = 2_000;
const MOST_TOLD = 5;

async function bodyOf({ request }: Asking): Promise<Uint8Array> {
  try {
    return await readBytes(request, 'application/octet-stream', MOST_EVIDENCE_BYTES);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'http/body-too-large') return refuse('evidence-large');
    throw error;
  }
}

/**
 * Keeps a file as evidence of a part, with the digest of its bytes and what makes it comparable.
 *
 * @throws Refusal tasks/item-not-found, tasks/not-now, tasks/evidence-…, tasks/id-taken
 */
export async function addEvidence(
  context: Asking,
  unitId: number,
  itemId: string,
  id: string,
  name: string,
): Promise<{ id: string; kind: string; digest: string }> {
  const { unit, task, item, worker } = await seenItem(context, unitId, itemId);
  if (!worker) refuse('item-not-found');
  if (!OPEN_STATES.includes(item.state)) refuse('not-now');
  const bytes = await bodyOf(context);
  const kind = fileKindOf(bytes) ?? refuse('evidence-kind');
  const digest = createHash('sha256').update(bytes).digest('hex');
  const print = await printOf(bytes, kind);
  const row: store.EvidenceRow = {
    id,
    item_id: itemId,
    file_key: unit.partKey,
    name,
    kind,
    size: bytes.length,
    digest,
    print,
    added_at: context.now(),
    added_by: personOf(context) ?? id,
    removed_at: null,
    removed_by: null,
  };
  await context.db.transaction().execute(async (tx) => {
    const now = (await lockItem(tx, itemId)) ?? refuse('item-not-found');
    const had = await store.findEvidence(tx, id);
    if (had) return had.item_id === itemId && had.digest === digest ? undefined : refuse('id-taken');
    if (!OPEN_STATES.includes(now.state)) refuse('not-now');
    if ((await store.listEvidence(tx, [itemId])).length >= MOST_EVIDENCE) refuse('evidence-many');
    await store.insertEvidence(tx, row, Buffer.from(bytes), printKindOf(kind));
    return audit(tx, context, {
      action: 'tasks.add-evidence',
      unitId,
      detail: { task: task.id, item: itemId, evidence: id, kind, digest },
    });
  });
  return { id, kind, digest };
}

async function seenEvidence(
  context: Asking,
  unitId: number,
  id: string,
  roles?: readonly string[],
): Promise<ItemSeen & { readonly evidence: store.EvidenceRow }> {
  const evidence = await store.findEvidence(context.db, id);
  // Who may not work here is told so before anything about the file.
  const seen = await seenItem(context, unitId, evidence?.item_id ?? id, roles).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'tasks/item-not-found')
      return refuse('evidence-not-found');
    throw error;
  });
  return evidence && !evidence.removed_at ? { ...seen, evidence } : refuse('evidence-not-found');
}

/** To be saved, never opened as a page of this site. @throws Refusal tasks/evidence-not-found */
export async function readEvidence(context: Asking, unitId: number, id: string): Promise<Response> {
  const { evidence } = await seenEvidence(context, unitId, id, READERS);
  const bytes = (await store.findFile(context.db, evidence)) ?? refuse('evidence-not-found');
  return new Response(new Uint8Array(bytes), {
    headers: attachment(FILE_TYPES[evidence.kind], evidence.name, `minh-chung.${evidence.kind}`),
  });
}

/** @throws Refusal tasks/evidence-not-found, tasks/not-now */
export async function removeEvidence(
  context: Asking,
  unitId: number,
  id: string,
): Promise<{ removed: boolean }> {
  const { evidence, item, task, worker } = await seenEvidence(context, unitId, id);
  if (!worker) refuse('evidence-not-found');
  await context.db.transaction().execute(async (tx) => {
    const now = (await lockItem(tx, item.id)) ?? refuse('evidence-not-found');
    if (!OPEN_STATES.includes(now.state)) refuse('not-now');
    await store.removeEvidence(tx, evidence, { removed_at: context.now(), removed_by: personOf(context) });
    await audit(tx, context, {
      action: 'tasks.remove-evidence',
      unitId,
      detail: { task: task.id, item: item.id, evidence: id, digest: evidence.digest },
    });
  });
  return { removed: true };
}

/** Evidence of these parts, each with where the same or nearly the same was shown: unit and day, not the task. */
export async function viewEvidence(
  context: Asking,
  taskId: string,
  itemIds: readonly string[],
): Promise<Map<string, EvidenceView[]>> {
  const rows = await store.listEvidence(context.db, itemIds);
  const [others, nameOf] = await Promise.all([
    store.listLookalikes(
      context.db,
      rows.map(({ id }) => id),
      MOST_LOOKALIKES,
    ),
    namer(context),
  ]);
  const views = new Map<string, EvidenceView[]>();
  for (const row of rows) {
    const also = others.flatMap((other): EvidenceView['also'] => {
      const same = other.digest === row.digest;
      const kind = printKindOf(row.kind);
      const near = same || (kind === printKindOf(other.kind) && isNear(kind, row.print, other.print));
      if (other.own !== row.id || !near) return [];
      const { unit_id, task_id, added_at } = other;
      return [
        {
          like: same ? 'same' : 'near',
          unit: nameOf(unit_id).name,
          day: vietnamDay(added_at),
          ownTask: task_id === taskId,
        },
      ];
    });
    const { id, name, kind, size, digest, added_at } = row;
    const view = {
      id,
      name,
      kind,
      size,
      digest,
      addedAt: added_at.toISOString(),
      also: also.slice(0, MOST_TOLD),
    };
    views.set(row.item_id, [...(views.get(row.item_id) ?? []), view]);
  }
  return views;
}
