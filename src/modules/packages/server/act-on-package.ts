import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { ActOnPackage } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { EDITORS } from './import-package.ts';
import { deletePackage, listFiles, lockPackage, updatePackage, type PackageRow } from './packages.store.ts';
import { dropFiles } from './shelve.ts';
import type { PackagesTables } from './tables.ts';
import { hasBrought, ownPackage, plays, SIGNERS } from './view.ts';

type Asking = Context<PackagesTables>;

/**
 * Puts a package before learners, takes it back, or removes one that never was there. What is so already stays so.
 *
 * @throws Refusal packages/own-work whoever brought it publishes it; packages/player-missing it cannot be opened here;
 *   packages/not-now what learners have had is not removed
 */
export async function actOnPackage(
  context: Asking,
  id: string,
  given: ActOnPackage,
): Promise<{ state: PackageRow['state'] | null }> {
  await ownPackage(context, id, given.act === 'publish' ? SIGNERS : EDITORS);
  const orphans = given.act === 'remove' ? (await listFiles(context.db, id)).map(({ digest }) => digest) : [];
  const state = await context.db.transaction().execute(async (tx) => {
    const row = (await lockPackage(tx, id)) ?? refuse('package-not-found');
    const after = await act(context, tx, row, given);
    await audit(tx, context, {
      action: `packages.${given.act}`,
      unitId: row.unit_id,
      detail: { package: id },
    });
    return after;
  });
  await dropFiles(context, orphans);
  return { state };
}

async function act(
  context: Asking,
  tx: Tx<PackagesTables>,
  row: PackageRow,
  { act: what, title, source }: ActOnPackage,
): Promise<PackageRow['state'] | null> {
  const actor = context.actor as Person;
  if (what === 'remove') {
    if (row.published_at !== null) refuse('not-now');
    await deletePackage(tx, row.id);
    return null;
  }
  if (what === 'retire') {
    if (row.state === 'tried') refuse('not-now');
    await updatePackage(tx, row.id, { state: 'retired' });
    return 'retired';
  }
  if (await hasBrought(tx, row, actor.personId)) refuse('own-work');
  if (!plays(context, row.kind)) refuse('player-missing');
  await updatePackage(tx, row.id, {
    state: 'published',
    title: title ?? row.title,
    source: source ?? row.source,
    published_at: context.now(),
    published_by: actor.personId,
    published_by_key: actor.partKey,
  });
  return 'published';
}
