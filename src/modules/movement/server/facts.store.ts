import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Confirmation, Delta, Fact } from '../domain/counting.ts';
import type { MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;
type Writer = Tx<MovementTables>;
export interface PersonKey {
  readonly partKey: number;
  readonly personId: string;
}

/** Waits until nobody else makes this person's facts, and keeps others waiting until the transaction ends. */
export async function takeTurn(tx: Writer, { partKey, personId }: PersonKey, at: Date): Promise<void> {
  await tx
    .insertInto('movement.turns')
    .values({ part_key: partKey, person_id: personId, at })
    .onConflict((conflict) => conflict.columns(['part_key', 'person_id']).doUpdateSet({ at }))
    .execute();
}

export async function listConfirmations(
  db: Reader,
  { partKey, personId }: PersonKey,
): Promise<Confirmation[]> {
  const rows = await db
    .selectFrom('credentials.pub_confirmations')
    .select(['credential_id', 'group_code', 'rule_set', 'issued_on', 'revoked_at'])
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => ({
    credentialId: row.credential_id,
    group: row.group_code,
    ruleSet: row.rule_set,
    issuedOn: row.issued_on,
    revoked: row.revoked_at !== null,
  }));
}

/** The unit she named as her home; undefined while it is not known. */
export async function findHome(db: Reader, { partKey, personId }: PersonKey): Promise<number | undefined> {
  const row = await db
    .selectFrom('identity.pub_homes')
    .select('home_unit_id')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.home_unit_id ?? undefined;
}

export async function listFacts(db: Reader, { partKey, personId }: PersonKey): Promise<Fact[]> {
  const rows = await db
    .selectFrom('movement.facts')
    .select(['indicator', 'unit_id', 'group_code', 'rule_set', 'since', 'credential_id'])
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .orderBy('indicator')
    .execute();
  return rows.map((row) => ({
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

/** Her facts become exactly these. */
export async function replaceFacts(
  tx: Writer,
  { partKey, personId }: PersonKey,
  facts: readonly Fact[],
): Promise<void> {
  const kept = facts.map((fact) => fact.indicator);
  let gone = tx
    .deleteFrom('movement.facts')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId);
  if (kept.length > 0) gone = gone.where('indicator', 'not in', kept);
  await gone.execute();
  if (facts.length === 0) return;
  await tx
    .insertInto('movement.facts')
    .values(toFactRows({ partKey, personId }, facts))
    .onConflict((conflict) =>
      conflict.columns(['part_key', 'person_id', 'indicator']).doUpdateSet((row) => ({
        unit_id: row.ref('excluded.unit_id'),
        group_code: row.ref('excluded.group_code'),
        rule_set: row.ref('excluded.rule_set'),
        since: row.ref('excluded.since'),
        credential_id: row.ref('excluded.credential_id'),
      })),
    )
    .execute();
}

export async function insertDeltas(
  tx: Writer,
  partKey: number,
  deltas: readonly (Delta & { readonly id: string })[],
): Promise<void> {
  if (deltas.length === 0) return;
  await tx
    .insertInto('movement.deltas')
    .values(deltas.map((delta) => toDeltaRow(partKey, delta)))
    .execute();
}

export async function countDeltas(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('movement.deltas')
    .select((of) => of.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  return Number(row.waiting);
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
  const { rows } = await sql<{ part_key: number; person_id: string }>`
    SELECT part_key, person_id FROM (
      SELECT part_key, person_id FROM credentials.pub_confirmations
      UNION SELECT part_key, person_id FROM movement.facts
    ) people
    WHERE (part_key, person_id) > (${last?.partKey ?? -1}, ${last?.personId ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    ORDER BY part_key, person_id LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ partKey: row.part_key, personId: row.person_id }));
}
