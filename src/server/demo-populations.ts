import { randomFor } from '#modules/assessment/server.ts';
import type { DemoPopulation } from '#modules/movement/server.ts';
import type { DemoCommune } from './demo-plan.ts';

const YEARS = [2025, 2026];
/** Of the adults, so many stand for each other group. */
const OF_ADULTS: Readonly<Record<string, number>> = {
  officials: 0.06,
  'students-secondary': 0.14,
  'students-primary': 0.24,
  workers: 0.13,
};
/** So many times a province of this size makes a nation. */
const PROVINCES = 30;

/**
 * Numbers of people as small as the invented learners are few, so that shares mean something: some communes nearly
 * there, most half way, some hardly begun.
 */
export function inventPopulations(
  province: number,
  nation: number,
  communes: readonly DemoCommune[],
  learners: ReadonlyMap<number, number>,
): DemoPopulation[] {
  const chance = randomFor('binh-dan-hoc-vu-so', 'populations');
  const rows: DemoPopulation[] = [];
  const sums = new Map<string, number>();
  for (const commune of communes) {
    const here = learners.get(commune.id) ?? 0;
    const adults = Math.round(Math.max(8 + chance() * 8, here * (0.56 + chance() ** 2 * 1.5)));
    const groups: Record<string, number> = { adults };
    if (commune.division === 'phuong') groups['adults-urban'] = adults;
    for (const [group, share] of Object.entries(OF_ADULTS)) groups[group] = Math.round(adults * share);
    for (const [group, value] of Object.entries(groups)) {
      sums.set(group, (sums.get(group) ?? 0) + value);
      rows.push(...YEARS.map((year) => ({ unitId: commune.id, group, year, value })));
    }
  }
  for (const [group, value] of sums) {
    rows.push(...YEARS.map((year) => ({ unitId: province, group, year, value })));
    rows.push(...YEARS.map((year) => ({ unitId: nation, group, year, value: value * PROVINCES })));
  }
  return rows;
}
