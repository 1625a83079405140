import { treeOf } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import type { Services } from '#platform/http/context.ts';
import { compareFacts, countPerson, UNKNOWN_HOME, type Fact } from '../domain/counting.ts';
import { indicatorsOf } from './content.ts';
import {
  deleteFacts,
  listConfirmations,
  listFacts,
  listHomes,
  takeTurns,
  toDeltaRow,
  toFactRows,
  upsertFacts,
  type PersonKey,
} from './facts.store.ts';
import type { MovementTables } from './tables.ts';

type Making = Pick<Services, 'db' | 'now' | 'newId' | 'content'>;

/** What one person counts for, made anew; see {@link refreshPeople}. */
export const refreshPerson = (services: Making, person: PersonKey): Promise<number> =>
  refreshPeople(services, [person]);

/**
 * Makes what people count for anew, from their confirmations and homes as they are now, and appends what changed, in one
 * transaction. Safe to repeat, in any order, at the same time: the second finds nothing to do.
 *
 * @param people nobody twice
 * @returns how many deltas were appended
 */
export async function refreshPeople(services: Making, people: readonly PersonKey[]): Promise<number> {
  if (people.length === 0) return 0;
  const tree = await treeOf(services.db);
  const indicators = indicatorsOf(services.content());
  return services.db.transaction().execute(async (tx: Tx<MovementTables>) => {
    await takeTurns(tx, people, services.now());
    const confirmations = await listConfirmations(tx, people);
    const homes = await listHomes(tx, people);
    return writeFacts(services, tx, people, (person) => {
      const home = homes.get(person);
      const unitId = home !== undefined && tree.find(home) ? home : UNKNOWN_HOME;
      return countPerson(confirmations.get(person)!, unitId, indicators);
    });
  });
}

/** The person counts for nothing any more; in the transaction that erases her. */
export async function forgetPerson(
  services: Pick<Services, 'now' | 'newId'>,
  tx: Tx<MovementTables>,
  person: PersonKey,
): Promise<void> {
  await takeTurns(tx, [person], services.now());
  await writeFacts(services, tx, [person], () => []);
}

async function writeFacts(
  services: Pick<Services, 'newId'>,
  tx: Tx<MovementTables>,
  people: readonly PersonKey[],
  factsOf: (person: PersonKey) => readonly Fact[],
): Promise<number> {
  const before = await listFacts(tx, people);
  const gone: { person: PersonKey; indicator: string }[] = [];
  const kept: ReturnType<typeof toFactRows> = [];
  const deltas: ReturnType<typeof toDeltaRow>[] = [];
  for (const person of people) {
    const old = before.get(person)!;
    const after = factsOf(person);
    for (const delta of compareFacts(old, after))
      deltas.push(toDeltaRow(person.partKey, { ...delta, id: services.newId() }));
    for (const { indicator } of old)
      if (!after.some((fact) => fact.indicator === indicator)) gone.push({ person, indicator });
    const changed = after.filter((fact) => !old.some((one) => isSame(one, fact)));
    kept.push(...toFactRows(person, changed));
  }
  await deleteFacts(tx, gone);
  await upsertFacts(tx, kept);
  await insertMany(tx, 'movement.deltas', deltas);
  return deltas.length;
}

const isSame = (one: Fact, other: Fact): boolean =>
  (Object.keys(one) as (keyof Fact)[]).every((name) => one[name] === other[name]);
