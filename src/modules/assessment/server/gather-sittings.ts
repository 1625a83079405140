import { readProfile } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Services } from '#platform/http/context.ts';
import type { Sitting } from '../domain/calibration/calibration-report.ts';
import type { Item } from '../domain/item.ts';
import { getBundle } from './bundle.ts';
import { listSittings, type SittingRow } from './calibration.store.ts';
import type { AssessmentTables } from './tables.ts';

const PURPOSE = 'research';
const PAGE = 1000;
const WEEK_MS = 7 * 86_400_000;

export interface Gathered {
  readonly sittings: readonly Sitting[];
  readonly synthetic: boolean;
  /** Answers to questions whose words have changed since, or that are no more; not used. */
  readonly outdated: number;
}

/**
 * The answers that calibration may use, with the groups that are known of each person: her age, where she lives, on what
 * and in which language she took the test. Sex is not asked of anybody, so it cannot be compared.
 */
export async function gatherSittings(
  services: Services<AssessmentTables>,
  items: readonly Item[],
  say: (line: string) => void,
): Promise<Gathered> {
  const index = new Map(items.map((item, place) => [item.id, place]));
  const present = new Map(items.map((item) => [item.id, wordsOf(item)]));
  const sittings: Sitting[] = [];
  let outdated = 0;
  let synthetic = false;
  let after = { partKey: -1, id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const rows = await listSittings(services.db, PURPOSE, after, PAGE);
    for (const row of rows) {
      const bundle = await getBundle(services.db, row.bundle);
      const entries = row.answers.flatMap(({ item: id, right, given }) => {
        const item = bundle.items.get(id);
        const place = index.get(id);
        if (!item || place === undefined || wordsOf(item) !== present.get(id)) {
          outdated += 1;
          return [];
        }
        const option =
          item.type === 'single' && (given === null || typeof given === 'string') ? given : undefined;
        return [{ item: place, right, ...(option === undefined ? {} : { option }) }];
      });
      if (entries.length === 0) continue;
      synthetic ||= row.synthetic;
      const period = Math.floor(row.started_at.getTime() / WEEK_MS);
      sittings.push({ entries, period, groups: await groupsOf(services, row) });
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    after = { partKey: last.part_key, id: last.id };
    say(`${sittings.length} tests read…`);
  }
  return { sittings, synthetic, outdated };
}

const known = new WeakMap<Item, string>();

/** All that a person sees of an item, and its key; not its numbers, which are what calibration is about. */
function wordsOf(item: Item): string {
  let words = known.get(item);
  if (!words) {
    const { difficulty: _, discrimination: __, guessing: ___, tier: ____, state: _____, ...rest } = item;
    known.set(item, (words = JSON.stringify(rest)));
  }
  return words;
}

async function groupsOf(
  services: Services<AssessmentTables>,
  row: SittingRow,
): Promise<Record<string, string>> {
  const tree = await treeOf(services.db);
  const home = row.home_unit_id === null ? undefined : tree.ancestorOfKind(row.home_unit_id, 'commune');
  const province = home && tree.ancestorOfKind(home.id, 'province');
  const { birthDate } = await readProfile(services, { partKey: row.part_key, personId: row.person_id });
  const age = birthDate === null ? undefined : ageAt(birthDate, row.started_at);
  return {
    ...(age === undefined
      ? {}
      : { age: age < 18 ? 'to-17' : age < 35 ? '18-34' : age < 60 ? '35-59' : 'from-60' }),
    ...(home ? { division: home.division } : {}),
    ...(province ? { province: province.shortName } : {}),
    ...(row.device_kind ? { device: row.device_kind } : {}),
    ...(row.language ? { language: row.language } : {}),
  };
}

function ageAt(birthDate: string, at: Date): number {
  return Math.floor((at.getTime() - new Date(birthDate).getTime()) / (365.25 * 86_400_000));
}
