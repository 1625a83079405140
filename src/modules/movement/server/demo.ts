import { createHash } from 'node:crypto';
import { insertMany } from '#platform/database/insert-many.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { compareFacts, countPerson, UNKNOWN_HOME } from '../domain/counting.ts';
import { weekOf } from '../domain/week.ts';
import { indicatorsOf } from './content.ts';
import {
  deleteDemoFigures,
  deleteEmptyFigures,
  listSyntheticConfirmations,
  takeFactsOf,
  touchPopulations,
} from './demo.store.ts';
import { toDeltaRow, toFactRows } from './facts.store.ts';
import { foldAll } from './fold.ts';
import { publish } from './publish.ts';
import { rebuild } from './rebuild.ts';

/** Stands beside every invented number of people. */
export const DEMO_SOURCE = 'Số liệu giả để trình diễn, dân số thu nhỏ';

export interface DemoPopulation {
  readonly unitId: number;
  readonly group: string;
  readonly year: number;
  readonly value: number;
}

/** Numbers of people that nobody counted, so that shares can be shown; in force at once. */
export async function insertDemoPopulations(
  services: Services,
  unitId: number,
  rows: readonly DemoPopulation[],
): Promise<void> {
  const id = services.newId();
  const at = services.now();
  await services.db.transaction().execute(async (tx) => {
    await insertMany(tx, 'movement.population_batches', [
      {
        id,
        unit_id: unitId,
        source: DEMO_SOURCE,
        source_date: vietnamDay(at),
        digest: createHash('sha256').update(JSON.stringify(rows)).digest('hex'),
        state: 'in-force',
        row_count: rows.length,
        created_at: at,
        created_by: id,
        settled_at: at,
      },
    ]);
    await insertMany(
      tx,
      'movement.populations',
      rows.map((row) => ({
        unit_id: row.unitId,
        group_code: row.group,
        year: row.year,
        batch_id: id,
        value: row.value,
      })),
    );
    await touchPopulations(tx);
  });
}

/** Counts all invented people at once, and counts everybody anew. */
export async function countDemoPeople(services: Services): Promise<number> {
  const indicators = indicatorsOf(services.content());
  const counted = await services.db.transaction().execute(async (tx: Tx) => {
    const byPerson = Map.groupBy(await listSyntheticConfirmations(tx), (row) => row.personId);
    const people = [...byPerson.values()].map((rows) => {
      const { partKey, personId, unitId } = rows[0]!;
      return { partKey, personId, facts: countPerson(rows, unitId ?? UNKNOWN_HOME, indicators) };
    });
    await insertMany(
      tx,
      'movement.facts',
      people.flatMap((person) => toFactRows(person, person.facts)),
    );
    await insertMany(
      tx,
      'movement.deltas',
      people.flatMap(({ partKey, facts }) =>
        compareFacts([], facts).map((delta) => toDeltaRow(partKey, { ...delta, id: services.newId() })),
      ),
    );
    return people.filter((person) => person.facts.length > 0).length;
  });
  await foldAll(services);
  await rebuild(services);
  await publish(services, () => {}, { again: true });
  return counted;
}

/**
 * Takes invented people and numbers out of the counting; who is real is counted anew.
 *
 * @param since when the invented data came: what was published from then on held them
 */
export async function removeDemoCounting(
  services: Services,
  people: readonly Identity[],
  since: Date,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const gone = await takeFactsOf(tx, people);
    await insertMany(
      tx,
      'movement.deltas',
      gone.map((fact) =>
        toDeltaRow(fact.partKey, { ...fact, id: services.newId(), week: weekOf(fact.since), d: -1 }),
      ),
    );
  });
  await foldAll(services);
  await rebuild(services);
  await services.db.transaction().execute(async (tx) => {
    await deleteDemoFigures(tx, DEMO_SOURCE, since);
    await deleteEmptyFigures(tx);
    await touchPopulations(tx);
  });
}
