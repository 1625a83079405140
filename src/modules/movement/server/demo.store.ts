import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';

interface Counted extends Identity {
  readonly credentialId: string;
  readonly group: string;
  readonly ruleSet: string;
  readonly issuedOn: string;
  readonly revoked: boolean;
  readonly unitId: number | null;
}

/** Confirmations of invented people with their homes, by what the other modules publish. */
export async function listSyntheticConfirmations(db: Db | Tx): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    SELECT c.part_key AS "partKey", c.person_id AS "personId", c.credential_id AS "credentialId", c.group_code AS "group",
      c.rule_set AS "ruleSet", c.issued_on AS "issuedOn", c.revoked_at IS NOT NULL AS revoked, h.home_unit_id AS "unitId"
    FROM credentials.pub_confirmations c
    JOIN identity.pub_homes h ON h.part_key = c.part_key AND h.person_id = c.person_id
    WHERE c.synthetic
    ORDER BY c.part_key, c.person_id, c.credential_id`.execute(db);
  return rows;
}

const isOneOf = (people: readonly Identity[]) =>
  sql`(part_key, person_id) IN (SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[],
    ${people.map((one) => one.personId)}::uuid[]))`;

interface Gone {
  readonly partKey: number;
  readonly unitId: number;
  readonly indicator: string;
  readonly group: string;
  readonly ruleSet: string;
  readonly since: string;
}

/** Takes the facts of these people away. @returns what they counted for */
export async function takeFactsOf(tx: Tx, people: readonly Identity[]): Promise<Gone[]> {
  await sql`DELETE FROM movement.turns WHERE ${isOneOf(people)}`.execute(tx);
  const { rows } = await sql<Gone>`
    DELETE FROM movement.facts WHERE ${isOneOf(people)}
    RETURNING part_key AS "partKey", unit_id AS "unitId", indicator, group_code AS "group", rule_set AS "ruleSet", since`.execute(
    tx,
  );
  return rows;
}

/** Numbers of people of this source, and what is public and was recounted since a moment. */
export async function deleteDemoFigures(tx: Tx, source: string, since: Date): Promise<void> {
  await sql`DELETE FROM movement.populations WHERE batch_id IN (
    SELECT id FROM movement.population_batches WHERE source = ${source})`.execute(tx);
  await sql`DELETE FROM movement.population_batches WHERE source = ${source}`.execute(tx);
  await sql`DELETE FROM movement.published WHERE day IN (
    SELECT day FROM movement.snapshots WHERE made_at >= ${since})`.execute(tx);
  await sql`DELETE FROM movement.snapshots WHERE made_at >= ${since}`.execute(tx);
  await sql`DELETE FROM movement.received_figures WHERE digest IN (
    SELECT digest FROM movement.received_bundles WHERE invented)`.execute(tx);
  await sql`DELETE FROM movement.received_bundles WHERE invented`.execute(tx);
  await sql`DELETE FROM movement.drifts WHERE run_id IN (
    SELECT id FROM movement.runs WHERE started_at >= ${since})`.execute(tx);
  await sql`DELETE FROM movement.runs WHERE started_at >= ${since}`.execute(tx);
}

/** After people were removed: what the recount left beside the figures. */
export async function deleteEmptyFigures(tx: Tx): Promise<void> {
  await sql`DELETE FROM movement.figures WHERE num = 0`.execute(tx);
  await sql`DELETE FROM movement.totals WHERE num = 0`.execute(tx);
  await sql`DELETE FROM movement.staging`.execute(tx);
}

/** What is held in memory is read again. */
export async function touchPopulations(tx: Tx): Promise<void> {
  await sql`UPDATE movement.heads SET value = value + 1 WHERE name = 'populations'`.execute(tx);
}
