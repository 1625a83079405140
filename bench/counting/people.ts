/**
 * Invented people, made by the database itself from their numbers: the same number is always the same person. Seven in ten
 * are confirmed as citizens, the others as pupils, workers and officials, on days spread over seventy weeks; every commune
 * has some, and three in a hundred have no known home.
 */
import type pg from 'pg';

/** Whoever may have something happen to her has her confirmation and home in tables that events change. */
export const COHORT = 300_000;
/** Monday; days of confirmation run from here. */
const FIRST_DAY = '2025-07-07';
const DAYS = 490;

/** Person and credential number i as ids. */
export const idOf = (kind: 'person' | 'credential', i: number): string =>
  `0000000${kind === 'person' ? 1 : 2}-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;
const idSql = (kind: 'person' | 'credential') =>
  `('0000000${kind === 'person' ? 1 : 2}-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;
const draw = (salt: number) => `(hashint8extended(i, ${salt}) & 2147483647)`;

/** People from number $1 to $2, one row each. */
const people = `
  SELECT i, d.part_key, ${idSql('person')} AS person_id, ${idSql('credential')} AS credential_id,
    CASE WHEN ${draw(3)} % 100 < 3 THEN NULL ELSE h.unit_id END AS home,
    CASE WHEN ${draw(4)} % 100 < 70 THEN 'citizens' WHEN ${draw(4)} % 100 < 85 THEN 'students'
      WHEN ${draw(4)} % 100 < 95 THEN 'workers' ELSE 'officials' END AS group_code,
    date '${FIRST_DAY}' + (${draw(5)} % ${DAYS})::int AS since
  FROM generate_series($1::bigint, $2::bigint) i
  JOIN invented.communes d ON d.n = ${draw(1)} % (SELECT count(*) FROM invented.communes)
  JOIN invented.communes h ON h.n = ${draw(2)} % (SELECT count(*) FROM invented.communes)`;
const ruleSet = `CASE WHEN since < '2026-03-02' THEN 'invented@1' ELSE 'invented@2' END`;

/** Tables of the truth in the place of the views of credentials and identity; the product reads them as its own. */
export async function layTruth(owner: pg.Client): Promise<void> {
  await owner.query(`
    CREATE SCHEMA invented;
    CREATE TABLE invented.communes (n int PRIMARY KEY, unit_id int NOT NULL, part_key int NOT NULL);
    INSERT INTO invented.communes
      SELECT row_number() OVER (ORDER BY id) - 1, id, part_key FROM organisations.pub_units WHERE kind = 'commune';
    CREATE TABLE invented.confirmations (n bigint GENERATED ALWAYS AS IDENTITY, part_key int, person_id uuid,
      credential_id uuid, group_code text COLLATE "C", rule_set text COLLATE "C", issued_on date, revoked_at timestamptz);
    CREATE TABLE invented.homes (part_key int, person_id uuid, home_unit_id int, PRIMARY KEY (part_key, person_id));
    CREATE OR REPLACE VIEW credentials.pub_confirmations AS
      SELECT part_key, person_id, credential_id, group_code, rule_set, issued_on, issued_on::timestamptz AS issued_at,
        revoked_at, false AS synthetic FROM invented.confirmations;
    CREATE OR REPLACE VIEW identity.pub_homes AS SELECT part_key, person_id, home_unit_id FROM invented.homes;
    GRANT USAGE ON SCHEMA invented TO bdhvs_app;
    GRANT ALL ON ALL TABLES IN SCHEMA invented TO bdhvs_app`);
}

/** Confirmation and home of the people to whom something may happen. */
export async function layCohort(owner: pg.Client, most: number): Promise<void> {
  await owner.query(
    `INSERT INTO invented.confirmations (part_key, person_id, credential_id, group_code, rule_set, issued_on)
     SELECT part_key, person_id, credential_id, group_code, ${ruleSet}, since FROM (${people}) p`,
    [1, most],
  );
  await owner.query(
    `INSERT INTO invented.homes SELECT part_key, person_id, home FROM (${people}) p WHERE home IS NOT NULL`,
    [1, most],
  );
  await owner.query(`
    ALTER TABLE invented.confirmations ADD PRIMARY KEY (n);
    CREATE INDEX ON invented.confirmations (part_key, person_id);
    ANALYZE invented.confirmations, invented.homes`);
}

const CHUNK = 1_000_000;

/**
 * What these people count for, as facts, by the same rule that the product applies to each. The keys are made afterwards:
 * ten times as fast as keeping them while rows come.
 *
 * @param counts indicator and group of confirmation that counts for it
 */
export async function layFacts(
  owner: pg.Client,
  from: number,
  until: number,
  counts: readonly { readonly indicator: string; readonly group: string }[],
  say: (done: number) => void,
): Promise<void> {
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = 'movement.facts'::regclass AND NOT indisprimary`,
  );
  for (const { name } of indexes) await owner.query(`DROP INDEX ${name}`);
  await owner.query('ALTER TABLE movement.facts DROP CONSTRAINT facts_pkey');
  for (let start = from; start <= until; start += CHUNK) {
    const end = Math.min(until, start + CHUNK - 1);
    await owner.query(
      `INSERT INTO movement.facts (part_key, person_id, indicator, unit_id, group_code, since, credential_id, rule_set)
       SELECT p.part_key, p.person_id, c.indicator, coalesce(p.home, 0), p.group_code, p.since, p.credential_id, ${ruleSet}
       FROM (${people}) p JOIN unnest($3::text[], $4::text[]) AS c (indicator, group_code) ON c.group_code = p.group_code`,
      [start, end, counts.map((one) => one.indicator), counts.map((one) => one.group)],
    );
    say(end);
  }
  await owner.query('ALTER TABLE movement.facts ADD PRIMARY KEY (part_key, person_id, indicator)');
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query('VACUUM (ANALYZE) movement.facts');
}

/** Facts that differ from what the confirmations and homes of the moment say, worked out by SQL of its own. */
export async function countWrongFacts(
  owner: pg.Client,
  counts: readonly { readonly indicator: string; readonly group: string }[],
): Promise<number> {
  const { rows } = await owner.query<{ wrong: number }>(
    `WITH due AS (
       SELECT DISTINCT ON (c.part_key, c.person_id, i.indicator) c.part_key, c.person_id, i.indicator,
         coalesce(h.home_unit_id, 0) AS unit_id, c.group_code, c.issued_on AS since, c.credential_id, c.rule_set
       FROM invented.confirmations c JOIN unnest($1::text[], $2::text[]) AS i (indicator, group_code) USING (group_code)
       LEFT JOIN invented.homes h ON h.part_key = c.part_key AND h.person_id = c.person_id
       WHERE c.revoked_at IS NULL
       ORDER BY c.part_key, c.person_id, i.indicator, c.issued_on, c.credential_id
     ), made AS (
       SELECT f.part_key, f.person_id, f.indicator, f.unit_id, f.group_code, f.since, f.credential_id, f.rule_set
       FROM movement.facts f JOIN movement.turns t ON t.part_key = f.part_key AND t.person_id = f.person_id
     ), touched AS (
       SELECT d.* FROM due d JOIN movement.turns t ON t.part_key = d.part_key AND t.person_id = d.person_id)
     SELECT count(*)::int AS wrong FROM (
       (SELECT * FROM touched EXCEPT SELECT * FROM made) UNION ALL (SELECT * FROM made EXCEPT SELECT * FROM touched)) d`,
    [counts.map((one) => one.indicator), counts.map((one) => one.group)],
  );
  return rows[0]!.wrong;
}
