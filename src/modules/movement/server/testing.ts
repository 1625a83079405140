import pg from 'pg';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { TestApi } from '../../../server/testing.ts';
import type { PersonKey } from './facts.store.ts';

/**
 * Truth as other modules publish it, in tables that a test may write: the views of credentials and identity are laid
 * over them, so that counting is tested apart from how confirmations come to be.
 */
export async function layTruth(api: TestApi): Promise<Truth> {
  const owner = new pg.Client({ connectionString: api.database.url });
  await owner.connect();
  await owner.query(`
    CREATE SCHEMA IF NOT EXISTS credentials;
    CREATE SCHEMA truth;
    CREATE TABLE truth.confirmations (part_key int, person_id uuid, credential_id uuid PRIMARY KEY, group_code text,
      issued_on date, revoked_at timestamptz, rule_set text NOT NULL DEFAULT 'test@1');
    CREATE TABLE truth.homes (part_key int, person_id uuid, home_unit_id int, PRIMARY KEY (part_key, person_id));
    DROP VIEW IF EXISTS credentials.pub_confirmations;
    DROP VIEW IF EXISTS identity.pub_homes;
    CREATE VIEW credentials.pub_confirmations AS SELECT * FROM truth.confirmations;
    CREATE VIEW identity.pub_homes AS SELECT * FROM truth.homes;
    GRANT USAGE ON SCHEMA credentials, truth TO bdhvs_app;
    GRANT ALL ON credentials.pub_confirmations, identity.pub_homes, truth.confirmations, truth.homes TO bdhvs_app`);
  await owner.end();
  const { pool } = api.database;
  return {
    confirm: async (person, { group = 'citizens', on = '2026-10-05', id = newUuid() } = {}) => {
      await pool.query('INSERT INTO truth.confirmations VALUES ($1, $2, $3, $4, $5, NULL, DEFAULT)', [
        person.partKey,
        person.personId,
        id,
        group,
        on,
      ]);
      return id;
    },
    revoke: async (credentialId) => {
      await pool.query('UPDATE truth.confirmations SET revoked_at = now() WHERE credential_id = $1', [
        credentialId,
      ]);
    },
    setHome: async (person, unitId) => {
      await pool.query(
        `INSERT INTO truth.homes VALUES ($1, $2, $3)
         ON CONFLICT (part_key, person_id) DO UPDATE SET home_unit_id = excluded.home_unit_id`,
        [person.partKey, person.personId, unitId],
      );
    },
  };
}

export interface Truth {
  confirm(person: PersonKey, options?: { group?: string; on?: string; id?: string }): Promise<string>;
  revoke(credentialId: string): Promise<void>;
  setHome(person: PersonKey, unitId: number | null): Promise<void>;
}

/** People counted in a unit for an indicator, all weeks. */
export async function countAt(api: TestApi, unitId: number, indicator = 'adults-confirmed'): Promise<number> {
  const { rows } = await api.database.pool.query<{ num: string }>(
    'SELECT coalesce(sum(num), 0)::int AS num FROM movement.figures WHERE unit_id = $1 AND indicator = $2',
    [unitId, indicator],
  );
  return Number(rows[0]!.num);
}
