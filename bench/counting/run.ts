/**
 * Counting: so many invented people in a database of its own, removed afterwards. The nightly rebuild and the folding of
 * deltas beside plain SQL that makes the same sums in the same run; the overview of any unit through the API; and after a
 * million events by chance (newcomers, second confirmations, revocations, moves, people and units that merge) no cell that
 * the rebuild finds wrong and no fact that differs from what the confirmations say.
 *
 *   npm run bench:counting -- [--people 10000000] [--events 1000000]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  FIRST_DELTA,
  foldAll,
  foldDeltas,
  indicatorsOf,
  insertDemoPopulations,
  rebuild,
  type DeltaKey,
} from '#modules/movement/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { readConfig } from '#platform/config/config.ts';
import { makeMetrics } from '#platform/metrics/metrics.ts';
import { makeApi } from '#server/api.ts';
import { boot } from '#server/boot.ts';
import { modules } from '#server/compose.ts';
import { copyWaiting, countDifferences, foldBare, layBare, rebuildBare } from './bare.ts';
import { makeHappening } from './events.ts';
import { at, openPages } from './pages.ts';
import { COHORT, countWrongFacts, layCohort, layFacts, layTruth } from './people.ts';
import { makeUnitChanges } from './units.ts';

const PAGE_MS = 50;
const SHARE = 0.8;
const ON_PAPER = 75_000_000;
const FOLD_BATCH = 50_000;
/** The best of each counts: on a busy machine the others tell of the neighbours. */
const TURNS = 3;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '10000000' },
    events: { type: 'string', default: '1000000' },
  },
});
const people = Number(values.people);
const events = Number(values.events);
if (!Number.isInteger(people) || people < 10_000 || !Number.isInteger(events) || events < 10_000) {
  console.error('✗ --people and --events are whole numbers from 10000');
  process.exit(2);
}

const begun = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${line}`);
const whole = (value: number) => Math.round(value).toLocaleString('en');
const faults: string[] = [];
const want = (met: boolean, fault: string) => void (met || faults.push(fault));

const folder = mkdtempSync(join(tmpdir(), 'bdhvs-bench-'));
chmodSync(folder, 0o755);
const config = readConfig({ ...process.env, BDHVS_DATA: folder, LOG_LEVEL: 'error' });
const { services, database, close } = await boot(config, () => {});
const owner = new pg.Client({ connectionString: database.url });
owner.on('error', () => {});
await owner.connect();
const clean = async () => {
  await owner.end().catch(() => {});
  await close();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void clean().finally(() => process.exit(130)));

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
const tidy = () => owner.query('VACUUM (ANALYZE) movement.staging, movement.figures, movement.totals');
/** Facts came behind the product's back: it counts them as on a new tree of units, without calling them wrong. */
const takeIn = async () => {
  await owner.query("UPDATE movement.heads SET value = 0 WHERE name = 'tree'");
  await rebuild(services);
  await tidy();
};

try {
  const indicators = indicatorsOf(services.content());
  const counts = indicators.flatMap(({ code, counts }) =>
    counts.map((group) => ({ indicator: code, group })),
  );
  await layTruth(owner);
  await layBare(owner);
  await layCohort(owner, Math.min(people, COHORT));
  const tree = await treeOf(services.db);
  const communes = tree.descendants(1, 'commune');
  await insertDemoPopulations(
    services,
    1,
    communes.map(({ id }) => ({ unitId: id, group: 'adults', year: 2025, value: 20_000 + (id % 7) * 1000 })),
  );

  const quarter = Math.floor(people / 4);
  await layFacts(owner, 1, quarter, counts, (done) => say(`${whole(done)} people laid`));
  await takeIn();
  const small = await seconds(() => rebuild(services));
  say(`rebuild of ${whole(quarter)} people: ${small.toFixed(1)} s`);
  await layFacts(owner, quarter + 1, people, counts, (done) => say(`${whole(done)} people laid`));
  await takeIn();

  const bareRebuilds: number[] = [];
  const rebuilds: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    await tidy();
    bareRebuilds.push(await rebuildBare(owner));
    let drift = 0;
    rebuilds.push(await seconds(async () => ({ drift } = await rebuild(services))));
    say(`rebuild ${rebuilds.at(-1)!.toFixed(1)} s, bare SQL ${bareRebuilds.at(-1)!.toFixed(1)} s`);
    want(drift === 0, 'a rebuild found drift where nothing had happened');
  }
  want(
    (await countDifferences(owner, 'bare.cells', 'movement.figures')) === 0,
    'the bare rebuild found other figures',
  );
  const rebuildShare = Math.min(...bareRebuilds) / Math.min(...rebuilds);

  const api = makeApi(
    services,
    modules,
    makeMetrics(async () => ({ waiting: 0, failing: 0 })),
  );
  const pages = await openPages(owner, services, (request) => api.fetch(request));
  const provinces = tree.children(1).map(({ id }) => id);
  const places = {
    nation: Array.from({ length: 200 }, () => 1),
    provinces: [1, 2, 3, 4, 5, 6, 7].flatMap(() => provinces),
    communes: communes.filter((_, index) => index % 7 === 0).map(({ id }) => id),
  };
  const pagesNow = async (when: string) => {
    for (const [name, units] of Object.entries(places)) {
      const taken = await pages.time(units);
      const p95 = at(taken, 0.95);
      say(
        `overview, ${when}: ${name.padEnd(9)} median ${at(taken, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
      );
      want(p95 <= PAGE_MS, `overview of ${name}, ${when}: p95 ${p95.toFixed(1)} ms`);
    }
  };
  await pagesNow('at rest');

  const happening = await makeHappening(owner, services, communes);
  let told = 0;
  const progress = (done: number) => {
    if (done % 100_000 === 0 || done === events) say(`${whole(told + done)} events told and counted`);
  };
  const half = Math.floor(events / 2);
  const telling = await seconds(() => happening.run(half, progress));
  told = half;
  await pagesNow('a flood waiting');

  const waiting = await copyWaiting(owner);
  let bareFold = 0;
  let fold = 0;
  let folded = 0;
  for (let after: DeltaKey | null = FIRST_DELTA; after;) {
    bareFold += await foldBare(owner, FOLD_BATCH);
    const from: DeltaKey = after;
    fold += await seconds(async () => {
      const done = await foldDeltas(services.db, tree.treeId, from);
      folded += done.folded;
      after = done.last;
    });
  }
  const foldShare = bareFold / fold;
  say(`folding ${whole(folded)} deltas: ${fold.toFixed(1)} s, bare SQL ${bareFold.toFixed(1)} s`);
  want(folded === waiting, `${folded} of ${waiting} deltas were folded`);
  want(
    (await countDifferences(owner, 'bare.figures', 'movement.figures')) === 0,
    'the bare folding made other figures',
  );

  // The other half with a folder running beside, and units that merge meanwhile.
  let going = true;
  const folding = (async () => {
    while (going) {
      await foldAll(services);
      await new Promise((done) => setTimeout(done, 200));
    }
  })();
  const units = makeUnitChanges(services, owner);
  const third = Math.floor((events - half) / 3);
  const parts = [third, third, events - half - 2 * third];
  for (const [index, part] of parts.entries()) {
    await happening.run(part, progress);
    told += part;
    if (index === 0) say(await units.mergeCommunes(200));
    if (index === 1) say(await units.mergeProvinces());
  }
  going = false;
  await folding;
  say(
    `${Object.entries(happening.kinds)
      .map(([kind, n]) => `${kind} ${whole(n)}`)
      .join(', ')}`,
  );
  await foldAll(services);
  const final = await rebuild(services);
  want(final.drift === 0, `${final.drift} cells had drifted`);
  const wrong = await countWrongFacts(owner, counts);
  want(wrong === 0, `${wrong} facts are not what the confirmations say`);
  say(
    `after ${whole(events)} events: ${final.drift} cells drifted, ${wrong} facts wrong, ${whole(final.cells)} cells`,
  );
  await tidy();
  await pagesNow('after all');

  const best = Math.min(...rebuilds);
  const slope = (best - small) / (people - quarter);
  console.log(`
rebuild     ${whole(people / best)} people a second, ${(100 * rebuildShare).toFixed(0)} % of bare SQL (wanted ≥ 80 %), ${whole(final.facts)} facts, ${whole(final.cells)} cells
on paper    ${whole(best + slope * (ON_PAPER - people))} s for ${whole(ON_PAPER)} people, by the slope from ${whole(quarter)} to ${whole(people)}
folding     ${whole(folded / fold)} deltas a second, ${(100 * foldShare).toFixed(0)} % of bare SQL (wanted ≥ 80 %), batches of ${whole(FOLD_BATCH)}
events      ${whole(half / telling)} a second told and counted
memory      ${whole(process.resourceUsage().maxRSS / 1024)} MB at most in this process`);
  want(rebuildShare >= SHARE, `rebuild at ${(100 * rebuildShare).toFixed(0)} % of bare SQL`);
  want(foldShare >= SHARE, `folding at ${(100 * foldShare).toFixed(0)} % of bare SQL`);
} finally {
  await clean();
}
console.log(faults.length > 0 ? `missed: ${faults.join('; ')}` : 'every mark was met');
process.exit(faults.length > 0 ? 1 : 0);
