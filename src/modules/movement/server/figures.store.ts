import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Cell, MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;

export async function findLastRun(db: Reader): Promise<MovementTables['movement.runs'] | undefined> {
  return db
    .selectFrom('movement.runs')
    .selectAll()
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Figures of these units, all weeks. */
export async function listFigures(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
): Promise<
  { readonly unit_id: number; readonly indicator: string; readonly week: string; readonly num: number }[]
> {
  if (units.length === 0) return [];
  const rows = await db
    .selectFrom('movement.figures')
    .select(['unit_id', 'indicator', 'week'])
    .select((of) => of.fn.sum<number>('num').as('num'))
    .where('part_key', 'in', [...new Set(units.map((unit) => unit.partKey))])
    .where('unit_id', 'in', [...new Set(units.map((unit) => unit.id))])
    .groupBy(['unit_id', 'indicator', 'week'])
    .orderBy('unit_id')
    .orderBy('indicator')
    .orderBy('week')
    .execute();
  return rows.map((row) => ({ ...row, num: Number(row.num) }));
}

/** People of these communes counted since after one day and until another, by commune and indicator. */
export async function countSince(
  db: Reader,
  communes: readonly number[],
  after: string,
  until: string,
): Promise<{ readonly unit_id: number; readonly indicator: string; readonly num: number }[]> {
  if (communes.length === 0) return [];
  const rows = await db
    .selectFrom('movement.facts')
    .select(['unit_id', 'indicator'])
    .select((of) => of.fn.countAll<number>().as('num'))
    .where('unit_id', 'in', [...new Set(communes)])
    .where('since', '>', after)
    .where('since', '<=', until)
    .groupBy(['unit_id', 'indicator'])
    .execute();
  return rows.flatMap(({ unit_id, indicator, num }) =>
    unit_id === null ? [] : [{ unit_id, indicator, num: Number(num) }],
  );
}

export interface Total {
  readonly unit_id: number;
  readonly num: number;
  /** Of these, counted in weeks that began before the year. */
  readonly base: number;
}

/** People counted in each of these units for one indicator until the end of a year, and before it. */
export async function listTotals(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
  indicator: string,
  year: number,
): Promise<Total[]> {
  if (units.length === 0) return [];
  const { rows } = await sql<Total>`
    SELECT unit_id, sum(num) AS num, coalesce(sum(num) FILTER (WHERE year < ${year}), 0) AS base
    FROM movement.totals
    WHERE part_key = ANY(${[...new Set(units.map((unit) => unit.partKey))]}::int[])
      AND unit_id = ANY(${units.map((unit) => unit.id)}::int[]) AND indicator = ${indicator} AND year <= ${year}
    GROUP BY unit_id`.execute(db);
  return rows;
}

/** Figures of one unit and indicator by group, rule set and week. */
export async function listFiguresByGroup(
  db: Reader,
  unit: { readonly id: number; readonly partKey: number },
  indicator: string,
): Promise<Pick<Cell, 'group_code' | 'rule_set' | 'week' | 'num'>[]> {
  return db
    .selectFrom('movement.figures')
    .select(['group_code', 'rule_set', 'week', 'num'])
    .where('part_key', '=', unit.partKey)
    .where('unit_id', '=', unit.id)
    .where('indicator', '=', indicator)
    .where('num', '<>', 0)
    .orderBy('week')
    .orderBy('group_code')
    .orderBy('rule_set')
    .execute();
}
