import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { MANY_WAITING, type Confirmation, type Delta, type Fact } from '../domain/counting.ts';
import type { MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;
type Writer = Tx<MovementTables>;
export interface PersonKey {
  readonly partKey: number;
  readonly personId: string;
}

const keyOf = ({ partKey, personId }: PersonKey) => `${partKey} ${personId}`;

/** Of these people and nobody else. */
const areOf = (people: readonly PersonKey[]) =>
  sql`(part_key, person_id) IN (SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[],
    ${people.map((one) => one.personId)}::uuid[]))`;

/** Rows by person; nobody is missing. */
function byPerson<Row, T>(
  people: readonly PersonKey[],
  rows: readonly (Row & { part_key: number; person_id: string })[],
  toOne: (row: Row) => T,
): Map<PersonKey, T[]> {
  const found = Map.groupBy(rows, (row) => keyOf({ partKey: row.part_key, personId: row.person_id }));
  return new Map(people.map((person) => [person, (found.get(keyOf(person)) ?? []).map(toOne)]));
}

/**
 * Waits until nobody else makes these people's facts, and keeps others waiting until the transaction ends. In the order
 * of their keys, so that two who wait for each other's people do not wait for ever.
 */
export async function takeTurns(tx: Writer, people: readonly PersonKey[], at: Date): Promise<void> {
  await sql`
    INSERT INTO movement.turns (part_key, person_id, at)
    SELECT part_key, person_id, ${at}::timestamptz FROM unnest(${people.map((one) => one.partKey)}::int[],
      ${people.map((one) => one.personId)}::uuid[]) AS people (part_key, person_id)
    ORDER BY part_key, person_id
    ON CONFLICT (part_key, person_id) DO UPDATE SET at = excluded.at`.execute(tx);
}

export async function listConfirmations(
  db: Reader,
  people: readonly PersonKey[],
): Promise<Map<PersonKey, Confirmation[]>> {
  const rows = await db
    .selectFrom('credentials.pub_confirmations')
    .select(['part_key', 'person_id', 'credential_id', 'group_code', 'rule_set', 'issued_on', 'revoked_at'])
    .where(sql<boolean>`${areOf(people)}`)
    .execute();
  return byPerson(people, rows, (row) => ({
    credentialId: row.credential_id,
    group: row.group_code,
    ruleSet: row.rule_set,
    issuedOn: row.issued_on,
    revoked: row.revoked_at !== null,
  }));
}

/** The unit that each named as her home; nobody's is there while it is not known. */
export async function listHomes(
  db: Reader,
  people: readonly PersonKey[],
): Promise<Map<PersonKey, number | undefined>> {
  const rows = await db
    .selectFrom('identity.pub_homes')
    .select(['part_key', 'person_id', 'home_unit_id'])
    .where(sql<boolean>`${areOf(people)}`)
    .execute();
  const homes = byPerson(people, rows, (row) => row.home_unit_id ?? undefined);
  return new Map([...homes].map(([person, [home]]) => [person, home]));
}

export async function listFacts(db: Reader, people: readonly PersonKey[]): Promise<Map<PersonKey, Fact[]>> {
  const rows = await db
    .selectFrom('movement.facts')
    .select([
      'part_key',
      'person_id',
      'indicator',
      'unit_id',
      'group_code',
      'rule_set',
      'since',
      'credential_id',
    ])
    .where(sql<boolean>`${areOf(people)}`)
    .orderBy('indicator')
    .execute();
  return byPerson(people, rows, (row) => ({
    indicator: row.indicator,
    unitId: row.unit_id,
    group: row.group_code,
    ruleSet: row.rule_set,
    since: row.since,
    credentialId: row.credential_id,
  }));
}

/** A person's facts as rows. */
export const toFactRows = ({ partKey, personId }: PersonKey, facts: readonly Fact[]) =>
  facts.map((fact) => ({
    part_key: partKey,
    person_id: personId,
    indicator: fact.indicator,
    unit_id: fact.unitId,
    group_code: fact.group,
    rule_set: fact.ruleSet,
    since: fact.since,
    credential_id: fact.credentialId,
  }));

/** A change to the figures as a row, under an id of its own. */
export const toDeltaRow = (partKey: number, delta: Delta & { readonly id: string }) => ({
  part_key: partKey,
  id: delta.id,
  unit_id: delta.unitId,
  indicator: delta.indicator,
  group_code: delta.group,
  rule_set: delta.ruleSet,
  week: delta.week,
  d: delta.d,
});

/** Takes away what people count for no more. */
export async function deleteFacts(
  tx: Writer,
  gone: readonly { readonly person: PersonKey; readonly indicator: string }[],
): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    DELETE FROM movement.facts WHERE (part_key, person_id, indicator) IN (
      SELECT * FROM unnest(${gone.map((one) => one.person.partKey)}::int[],
        ${gone.map((one) => one.person.personId)}::uuid[], ${gone.map((one) => one.indicator)}::text[]))`.execute(
    tx,
  );
}

/** Puts facts in the place of those that people had for the same indicators. */
export async function upsertFacts(tx: Writer, rows: ReturnType<typeof toFactRows>): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO movement.facts (part_key, person_id, indicator, unit_id, group_code, rule_set, since, credential_id)
    SELECT part_key, person_id, indicator, unit_id, group_code, rule_set, since, credential_id
    FROM jsonb_populate_recordset(null::movement.facts, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (part_key, person_id, indicator) DO UPDATE SET unit_id = excluded.unit_id,
      group_code = excluded.group_code, rule_set = excluded.rule_set, since = excluded.since,
      credential_id = excluded.credential_id`.execute(tx);
}

/** Whether anything waits to be folded. */
export async function hasDeltas(db: Reader): Promise<boolean> {
  const row = await db
    .selectFrom('movement.deltas')
    .select('id')
    .orderBy('part_key')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many deltas wait; counted no further than {@link MANY_WAITING}, so that a page costs the same after a flood. */
export async function countDeltas(db: Reader): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*) AS waiting FROM (
      SELECT id FROM movement.deltas ORDER BY part_key, id LIMIT ${MANY_WAITING}) counted`.execute(db);
  return Number(rows[0]?.waiting ?? 0);
}

export async function hasFacts(db: Reader): Promise<boolean> {
  const row = await db
    .selectFrom('movement.facts')
    .select('part_key')
    .orderBy('part_key')
    .orderBy('person_id')
    .orderBy('indicator')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** People who hold or held a confirmation or are counted, by key, after the one given. */
export async function listConfirmedAfter(
  db: Reader,
  last: PersonKey | undefined,
  limit: number,
): Promise<PersonKey[]> {
  const from = sql`(${last?.partKey ?? -1}, ${last?.personId ?? '00000000-0000-0000-0000-000000000000'}::uuid)`;
  // The first of both together are among the first of each: no page looks through everybody.
  const { rows } = await sql<{ part_key: number; person_id: string }>`
    SELECT part_key, person_id FROM (
      (SELECT DISTINCT part_key, person_id FROM credentials.pub_confirmations WHERE (part_key, person_id) > ${from}
        ORDER BY part_key, person_id LIMIT ${limit})
      UNION
      (SELECT DISTINCT part_key, person_id FROM movement.facts WHERE (part_key, person_id) > ${from}
        ORDER BY part_key, person_id LIMIT ${limit})
    ) people
    ORDER BY part_key, person_id LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ partKey: row.part_key, personId: row.person_id }));
}
