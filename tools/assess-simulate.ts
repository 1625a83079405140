/**
 * Lets the same simulated people take our adaptive test and five others on the same bank, and prints how well each did:
 * `npm run assess:simulate` (about five minutes on two cores).
 *
 *   --people 2500            people a seed
 *   --seed 1,2               each seed is another made-up bank and other people
 *   --bank both              synthetic | content | both
 *   --rules adaptive-citizens-v2
 *   --difficulty-error 0.5   standard deviation by which true difficulties differ from the bank's in the second table, logits
 *   --spread 0.5             standard deviation of a person's domain abilities around her overall one in the third, logits
 *
 * Ends with 1 when our test misses a target on the made-up banks (480 items, and 144 as a young bank has) taken at their word.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { parse } from 'yaml';
import { engine } from '#modules/assessment/index.ts';
import { mean, type Outcome, printPaired, printSmallTargets, printTargets } from './assess-targets.ts';

type Bank = engine.Bank;

const CONTENT = join(import.meta.dirname, '..', 'content');
/** A bank of a third of the size shows each item oftener: the cap with which the same rules go on. */
const SMALL_BANK_EXPOSURE = 0.198;
const number = (least: number) => v.pipe(v.string(), v.transform(Number), v.number(), v.minValue(least));

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2500' },
    seed: { type: 'string', default: '1,2' },
    bank: { type: 'string', default: 'both' },
    rules: { type: 'string', default: 'adaptive-citizens-v2' },
    'difficulty-error': { type: 'string', default: '0.5' },
    spread: { type: 'string', default: '0.5' },
  },
});
const options = v.parse(
  v.object({
    people: v.pipe(number(100), v.integer()),
    seed: v.pipe(v.string(), v.nonEmpty()),
    bank: v.picklist(['synthetic', 'content', 'both']),
    rules: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
    'difficulty-error': number(0),
    spread: number(0),
  }),
  values,
);
const rules = v.parse(engine.RuleSet, readYaml(join(CONTENT, 'rules', `${options.rules}.yaml`)));
const seeds = options.seed.split(',');
const NAMES = engine.comparedDesigns(rules, 0.5).map(({ name }) => name);

interface World {
  readonly difficultyError?: number;
  readonly domainSpread?: number;
}

/** One design on one bank. */
interface Job extends World {
  readonly bank: 'made-up' | 'small' | 'content';
  readonly seed: string;
  /** Position in `comparedDesigns`. */
  readonly design: number;
}

if (isMainThread) await report();
else parentPort!.on('message', (job: Job) => parentPort!.postMessage(run(job)));

async function report(): Promise<void> {
  console.log(
    `${engine.ruleSetKey(rules)}: cut ${rules.cut}, ${rules.minItems} to ${rules.maxItems} items; ` +
      `${options.people} people ~ N(0, 1) for each of the seeds ${seeds.join(', ')}; figures are means over the seeds`,
  );
  const { 'difficulty-error': difficultyError, spread: domainSpread } = options;
  let isMissed = false;
  if (options.bank !== 'content') {
    const made = 'Made-up bank of 480 items: log a ~ N(0.25, 0.3²), b ~ N(−0.2, 1), another for each seed';
    const ours = await compare(made, 'made-up', {});
    await compare(`The same, difficulties misjudged by ${difficultyError} logit`, 'made-up', {
      difficultyError,
    });
    await compare(`The same, abilities differing between domains by ${domainSpread} logit`, 'made-up', {
      domainSpread,
    });
    const title = `Made-up bank of 144 items, each shown to at most ${100 * SMALL_BANK_EXPOSURE} % of people`;
    const small = await compare(title, 'small', {}, 1);
    isMissed = [printTargets(ours), printSmallTargets(small)].includes(true);
  }
  if (options.bank !== 'synthetic') {
    const bank = loadContentBank();
    const faults = engine.checkBlueprint(rules, bank);
    for (const fault of faults)
      console.log('\nThe rules cannot be met by content/items:', JSON.stringify(fault));
    const title = `Shipped bank: ${bank.items.length} live items, parameters as the authors guessed, domains differing`;
    if (faults.length === 0) await compare(title, 'content', { domainSpread }, 1);
  }
  process.exit(isMissed ? 1 : 0);
}

/** Runs the designs, two at a time, and prints them side by side. @returns what came of each, seed by seed, ours first */
async function compare(
  title: string,
  bank: Job['bank'],
  world: World,
  designs = NAMES.length,
): Promise<Outcome[][]> {
  console.log(`\n${title}`);
  const jobs = NAMES.slice(0, designs).flatMap((_, design) =>
    seeds.map((seed): Job => ({ ...world, bank, seed, design })),
  );
  const done = await runAll(jobs);
  const outcomes = NAMES.slice(0, designs).map((_, design) =>
    done.filter((_one, index) => jobs[index]!.design === design),
  );
  const row = (
    label: string,
    figure: (summary: engine.SimulationSummary) => number,
    unit: 'percent' | number,
  ) =>
    console.log(
      `  ${label.padEnd(58)}${outcomes.map((column) => show(mean(column, figure), unit)).join('')}`,
    );
  console.log(
    `  ${''.padEnd(58)}${NAMES.slice(0, designs)
      .map((name) => name.padStart(23))
      .join('')}`,
  );
  row('decided rightly, everybody', (s) => s.accuracy, 'percent');
  row('decided rightly, at least 0.25 logit from the cut', (s) => s.accuracyFar, 'percent');
  row('length, mean', (s) => s.meanLength, 2);
  row('length, median', (s) => s.medianLength, 1);
  row('greatest exposure of an item', (s) => s.maxExposure, 3);
  row("mean share of a test in another person's test (overlap)", (s) => s.overlap, 3);
  row('ability: bias, logits', (s) => s.bias, 3);
  row('ability: RMSE, logits', (s) => s.rmse, 3);
  row('abilities of domains: RMSE, logits', (s) => s.domainRmse, 3);
  row('domains told passed or not passed', (s) => s.domainTold, 'percent');
  row('  of those, told rightly', (s) => s.domainRight, 'percent');
  row('verdict passed', (s) => s.verdicts.passed, 'percent');
  row('verdict not-passed', (s) => s.verdicts.notPassed, 'percent');
  row('verdict not-enough-evidence', (s) => s.verdicts.notEnoughEvidence, 'percent');
  row('of the passed, truly at or above the cut', (s) => s.passedRightly, 'percent');
  row('of the not passed, truly below the cut', (s) => s.notPassedRightly, 'percent');
  row('took the longest test', (s) => s.longest, 'percent');
  row('items shown to fewer than one person in a hundred', (s) => s.unusedItems, 'percent');
  if (designs > 1) printPaired(NAMES, outcomes);
  return outcomes;
}

function show(value: number, unit: 'percent' | number): string {
  return (unit === 'percent' ? `${(100 * value).toFixed(1)} %` : value.toFixed(unit)).padStart(23);
}

/** In the order of the jobs. */
async function runAll(jobs: readonly Job[]): Promise<Outcome[]> {
  const results: Outcome[] = [];
  let next = 0;
  let finished = 0;
  const work = async (worker: Worker) => {
    for (let index = next++; index < jobs.length; index = next++) {
      const answered = new Promise<Outcome>((done, failed) => {
        worker.once('message', done);
        worker.once('error', failed);
      });
      worker.postMessage(jobs[index]);
      results[index] = await answered;
      worker.removeAllListeners('error');
      process.stderr.write(`  ${++finished} of ${jobs.length} simulations\r`);
    }
    await worker.terminate();
  };
  const threads = Math.min(jobs.length, Math.max(1, availableParallelism()));
  await Promise.all(
    Array.from({ length: threads }, () =>
      work(new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) })),
    ),
  );
  process.stderr.write(`${' '.repeat(40)}\r`);
  return results;
}

function run({ bank: which, seed, design, difficultyError = 0, domainSpread = 0 }: Job): Outcome {
  const bank =
    which === 'content' ? loadContentBank() : engine.syntheticBank(seed, which === 'small' ? 6 : 20);
  const ours = which === 'small' ? { ...rules, exposureCap: SMALL_BANK_EXPOSURE } : rules;
  const { rules: own } = engine.comparedDesigns(ours, engine.expectedMark(bank, rules.cut))[design]!;
  const random = engine.randomFor(seed, 'difficulty-error');
  const truth = new Map(
    bank.items.map((item) => {
      const difficulty = item.difficulty + difficultyError * engine.drawNormal(random);
      return [item.id, { ...item, difficulty }];
    }),
  );
  const simulation = engine.simulate(bank, own, { people: options.people, seed, truth, domainSpread });
  return {
    summary: engine.summarise(bank, own, simulation),
    rightly: Uint8Array.from(simulation.people, (person) => (engine.isDecidedRightly(own, person) ? 1 : 0)),
  };
}

function loadContentBank(): Bank {
  const folder = join(CONTENT, 'items');
  const items = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const file = v.parse(engine.ItemFile, readYaml(join(folder, name)));
      return file.items.flatMap((item) =>
        item.state === 'live' ? [{ ...item, competence: file.competence }] : [],
      );
    });
  return engine.prepareBank('content', items);
}

function readYaml(path: string): unknown {
  return parse(readFileSync(path, 'utf8'));
}
