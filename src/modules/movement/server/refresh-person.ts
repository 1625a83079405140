import { treeOf } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import { compareFacts, countPerson, UNKNOWN_HOME, type Fact } from '../domain/counting.ts';
import { indicatorsOf } from './content.ts';
import {
  findHome,
  insertDeltas,
  listConfirmations,
  listFacts,
  replaceFacts,
  takeTurn,
  type PersonKey,
} from './facts.store.ts';
import type { MovementTables } from './tables.ts';

type Making = Pick<Services, 'db' | 'now' | 'newId' | 'content'>;

/**
 * Makes what one person counts for anew, from her confirmations and her home as they are now, and appends what changed.
 * Safe to repeat, in any order, at the same time: the second finds nothing to do.
 *
 * @returns how many deltas were appended
 */
export async function refreshPerson(services: Making, person: PersonKey): Promise<number> {
  const tree = await treeOf(services.db);
  return services.db.transaction().execute(async (tx: Tx<MovementTables>) => {
    await takeTurn(tx, person, services.now());
    const [confirmations, home] = [await listConfirmations(tx, person), await findHome(tx, person)];
    const unitId = home !== undefined && tree.find(home) ? home : UNKNOWN_HOME;
    const after = countPerson(confirmations, unitId, indicatorsOf(services.content()));
    return writeFacts(services, tx, person, after);
  });
}

/** The person counts for nothing any more; in the transaction that erases her. */
export async function forgetPerson(
  services: Pick<Services, 'now' | 'newId'>,
  tx: Tx<MovementTables>,
  person: PersonKey,
): Promise<void> {
  await takeTurn(tx, person, services.now());
  await writeFacts(services, tx, person, []);
}

async function writeFacts(
  services: Pick<Services, 'newId'>,
  tx: Tx<MovementTables>,
  person: PersonKey,
  after: readonly Fact[],
): Promise<number> {
  const before = await listFacts(tx, person);
  const deltas = compareFacts(before, after);
  await replaceFacts(tx, person, after);
  await insertDeltas(
    tx,
    person.partKey,
    deltas.map((delta) => ({ ...delta, id: services.newId() })),
  );
  return deltas.length;
}
