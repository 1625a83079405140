import { sql } from 'kysely';
import type { Db } from '#platform/database/connect.ts';
import type { Arrivals } from '../domain/timeliness.ts';
import type { ReportingTables } from './tables.ts';

/** Until which moment a report of a period, of units so many levels below, is in time. */
export interface Bound {
  readonly period: string;
  readonly depth: number;
  readonly until: Date;
}
export interface Arrived extends Arrivals {
  readonly unit_id: number;
  readonly depth: number;
  readonly period: string;
}

/** Reports that are here from these units and those below, by unit, level and period; a unit itself is at level 0. */
export async function countTimely(
  db: Db<ReportingTables>,
  treeId: number,
  units: readonly number[],
  form: string,
  bounds: readonly Bound[],
): Promise<Arrived[]> {
  if (units.length === 0 || bounds.length === 0) return [];
  const { rows } = await sql<Record<keyof Arrived, number | string>>`
    SELECT t.ancestor_id AS unit_id, t.depth, r.period, count(*) AS arrived,
      count(*) FILTER (WHERE r.first_sent_at < b.until) AS "onTime",
      coalesce(sum(r.filled), 0) AS filled, coalesce(sum(r.fields), 0) AS fields
    FROM reporting.reports r
    JOIN organisations.pub_tree t ON t.tree_id = ${treeId} AND t.descendant_id = r.unit_id
      AND t.ancestor_id = ANY(${[...units]}::int[])
    JOIN unnest(${bounds.map((one) => one.period)}::text[], ${bounds.map((one) => one.depth)}::int[],
      ${bounds.map((one) => one.until.toISOString())}::timestamptz[]) AS b(period, depth, until)
      ON b.period = r.period AND b.depth = t.depth
    WHERE r.form_id = ${form} AND r.state IN ('sent', 'accepted')
    GROUP BY t.ancestor_id, t.depth, r.period`.execute(db);
  return rows.map((row) => ({
    unit_id: Number(row.unit_id),
    depth: Number(row.depth),
    period: String(row.period),
    arrived: Number(row.arrived),
    onTime: Number(row.onTime),
    filled: Number(row.filled),
    fields: Number(row.fields),
  }));
}

/** Passes of these units and of all below them that were checked again in some months. */
export async function sumRechecksBelow(
  db: Db<ReportingTables>,
  treeId: number,
  units: readonly number[],
  months: readonly string[],
): Promise<Map<number, { confirmed: number; refuted: number }>> {
  const { rows } = await sql<{ unit_id: number; confirmed: number; refuted: number }>`
    SELECT t.ancestor_id AS unit_id, sum(k.confirmed) AS confirmed, sum(k.refuted) AS refuted
    FROM assessment.pub_rechecks k
    JOIN organisations.pub_tree t ON t.tree_id = ${treeId} AND t.descendant_id = k.unit_id
      AND t.ancestor_id = ANY(${[...units]}::int[])
    WHERE k.period = ANY(${[...months]}::text[])
    GROUP BY t.ancestor_id`.execute(db);
  return new Map(
    rows.map((row) => [row.unit_id, { confirmed: Number(row.confirmed), refuted: Number(row.refuted) }]),
  );
}
