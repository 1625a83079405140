import type { Tree } from '#modules/organisations/index.ts';
import type { Db } from '#platform/database/connect.ts';
import type { Denominator } from '../domain/contract.ts';
import { readHead } from './heads.store.ts';
import { listPopulations, type Population } from './populations.store.ts';

/** Numbers of people in force, in memory: there are few, and every page divides by them. */
export interface Populations {
  /** What is stated for a unit and group, the latest year first. */
  stated(unitId: number, group: string): readonly Population[];
}

const held = new WeakMap<Db, { revision: number; populations: Populations }>();

/** Read again when an import was confirmed or taken back, here or in another process. */
export async function populationsOf(db: Db): Promise<Populations> {
  const revision = await readHead(db, 'populations');
  const known = held.get(db);
  if (known?.revision === revision) return known.populations;
  const byKey = new Map<string, Population[]>();
  for (const row of await listPopulations(db)) {
    const key = `${row.unit_id} ${row.group_code}`;
    byKey.set(key, [row, ...(byKey.get(key) ?? [])]);
  }
  const populations = { stated: (unitId: number, group: string) => byKey.get(`${unitId} ${group}`) ?? [] };
  held.set(db, { revision, populations });
  return populations;
}

/**
 * Out of how many people a unit's share is taken: the number stated for it, of the year asked for or the nearest before;
 * else the sum over its parts, when every part has one. Null where that is not so: nothing is estimated.
 */
export function denominatorOf(
  populations: Populations,
  tree: Tree,
  unitId: number,
  group: string,
  year: number,
): Denominator | null {
  const stated = populations.stated(unitId, group).find((one) => one.year <= year);
  if (stated)
    return {
      value: stated.value,
      year: stated.year,
      source: stated.source,
      sourceDate: stated.source_date,
      how: 'stated',
    };
  const kind = tree.find(unitId)?.kind;
  const parts = kind === 'nation' || kind === 'province' ? tree.children(unitId).filter(isCounted) : [];
  if (parts.length === 0) return null;
  const sum = { value: 0, year, source: '', sourceDate: '9999-12-31', how: 'summed' as const };
  for (const part of parts) {
    const one = denominatorOf(populations, tree, part.id, group, year);
    if (!one) return null;
    sum.value += one.value;
    sum.year = Math.min(sum.year, one.year);
    sum.source ||= one.source;
    if (one.sourceDate < sum.sourceDate) sum.sourceDate = one.sourceDate;
  }
  return sum;
}

/** Figures are kept for the nation, provinces and communes. */
export const isCounted = (unit: { readonly kind: string }): boolean =>
  ['nation', 'province', 'commune'].includes(unit.kind);
