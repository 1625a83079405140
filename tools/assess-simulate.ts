/**
 * Lets simulated people take the adaptive test and prints how well it did: `npm run assess:simulate` (about half a minute).
 *
 *   --people 5000            people per seed
 *   --seed 1,2,3             each seed is another made-up bank and other people
 *   --bank both              synthetic | content | both
 *   --rules adaptive-citizens-v1
 *   --difficulty-error 0     standard deviation by which the items' true difficulties differ from the bank's, logits
 *
 * Ends with 1 when the synthetic bank, taken at its word, misses a target.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { parse } from 'yaml';
import { engine } from '#modules/assessment/index.ts';

const {
  checkBlueprint,
  drawNormal,
  ItemFile,
  prepareBank,
  randomFor,
  RuleSet,
  simulate,
  summarise,
  syntheticBank,
} = engine;
type Bank = engine.Bank;
type BankItem = engine.BankItem;
type SimulationSummary = engine.SimulationSummary;

const CONTENT = join(import.meta.dirname, '..', 'content');

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1,2,3' },
    bank: { type: 'string', default: 'both' },
    rules: { type: 'string', default: 'adaptive-citizens-v1' },
    'difficulty-error': { type: 'string', default: '0' },
  },
});
const options = v.parse(
  v.object({
    people: v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(100)),
    seed: v.pipe(v.string(), v.nonEmpty()),
    bank: v.picklist(['synthetic', 'content', 'both']),
    rules: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
    'difficulty-error': v.pipe(v.string(), v.transform(Number), v.minValue(0)),
  }),
  values,
);

const rules = v.parse(RuleSet, readYaml(join(CONTENT, 'rules', `${options.rules}.yaml`)));
const seeds = options.seed.split(',');
let isEveryTargetMet = true;

console.log(
  `${rules.id}@${rules.version}: cut ${rules.cut}, ${rules.minItems} to ${rules.maxItems} items, ` +
    `${options.people} people a seed`,
);
if (options.bank !== 'content') {
  const summaries = seeds.map((seed) => run(syntheticBank(seed), seed));
  print('Synthetic bank: 144 items, log a ~ N(0.25, 0.3²), b ~ N(−0.2, 1), another for each seed', summaries);
  isEveryTargetMet = options['difficulty-error'] > 0 || summaries.map(printTargets).every((isMet) => isMet);
}
if (options.bank !== 'synthetic') {
  const bank = loadContentBank();
  const faults = bank ? checkBlueprint(rules, bank) : [];
  for (const fault of faults)
    console.log('\nThe rules cannot be met by content/items:', JSON.stringify(fault));
  if (!bank) console.log('\nContent bank: no items in content/items, skipped');
  else if (faults.length > 0) console.log(`\nContent bank: ${bank.items.length} items, too few, skipped`);
  else
    print(
      `Content bank: ${bank.items.length} items, parameters as the authors guessed`,
      seeds.map((seed) => run(bank, seed)),
    );
}
process.exitCode = isEveryTargetMet ? 0 : 1;

function run(bank: Bank, seed: string): SimulationSummary {
  const random = randomFor(seed, 'difficulty-error');
  const truth = new Map(
    bank.items.map((item) => {
      const difficulty = item.difficulty + options['difficulty-error'] * drawNormal(random);
      return [item.id, { ...item, difficulty }];
    }),
  );
  return summarise(bank, rules, simulate(bank, rules, { people: options.people, seed, truth }));
}

function print(title: string, summaries: readonly SimulationSummary[]): void {
  const row = (label: string, figure: (summary: SimulationSummary) => string) =>
    console.log(`  ${label.padEnd(52)}${summaries.map((summary) => figure(summary).padStart(10)).join('')}`);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

  console.log(`\n${title}`);
  console.log(`  ${'seed'.padEnd(52)}${seeds.map((seed) => seed.padStart(10)).join('')}`);
  row('classified rightly (P ≥ 0.5), everybody', (s) => percent(s.accuracy));
  row('classified rightly, at least 0.25 logit from the cut', (s) => percent(s.accuracyFar));
  row('length, mean', (s) => s.meanLength.toFixed(2));
  row('length, median', (s) => String(s.medianLength));
  row('took the longest test', (s) => percent(s.longest));
  row('verdict passed', (s) => percent(s.verdicts.passed));
  row('verdict not-passed', (s) => percent(s.verdicts.notPassed));
  row('verdict not-enough-evidence', (s) => percent(s.verdicts.notEnoughEvidence));
  row('of the passed, truly at or above the cut', (s) => percent(s.passedRightly));
  row('of the not passed, truly below the cut', (s) => percent(s.notPassedRightly));
  row('ability: bias, logits', (s) => s.bias.toFixed(3));
  row('ability: RMSE, logits', (s) => s.rmse.toFixed(3));
  row('greatest exposure of an item', (s) => s.maxExposure.toFixed(3));
  row('items shown to under 1 % of people', (s) => percent(s.unusedItems));
  row("mean share of a test in another person's test", (s) => s.overlap.toFixed(3));
  for (const [index, { domain }] of summaries[0]?.domains.entries() ?? []) {
    row(`domain ${domain}: items mean, fewest; told 'unknown'`, ({ domains }) => {
      const { meanItems = NaN, fewestItems = NaN, unknown = NaN } = domains[index] ?? {};
      return `${meanItems.toFixed(1)}/${fewestItems}/${(100 * unknown).toFixed(0)}%`;
    });
  }
}

/** Says which targets a run on the synthetic bank meets; true when all are. */
function printTargets(summary: SimulationSummary, index: number): boolean {
  const targets = {
    'mean length ≤ 15': summary.meanLength <= 15,
    'greatest exposure ≤ 0.20': summary.maxExposure <= 0.2,
    'rightly far from the cut ≥ 97 %': summary.accuracyFar >= 0.97,
    'rightly overall ≥ 91 %': summary.accuracy >= 0.91,
  };
  const missed = Object.entries(targets).flatMap(([target, isMet]) => (isMet ? [] : [target]));
  console.log(
    `  seed ${seeds[index]}: ${missed.length === 0 ? 'all targets met' : `MISSED ${missed.join('; ')}`}`,
  );
  return missed.length === 0;
}

function loadContentBank(): Bank | undefined {
  const folder = join(CONTENT, 'items');
  if (!existsSync(folder)) return undefined;
  const items: BankItem[] = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const file = v.safeParse(ItemFile, readYaml(join(folder, name)));
      if (!file.success) console.log(`\n${name} left out: ${v.summarize(file.issues)}`);
      return file.success
        ? file.output.items.map((item) => ({ ...item, competence: file.output.competence }))
        : [];
    });
  return items.length > 0 ? prepareBank('content', items) : undefined;
}

function readYaml(path: string): unknown {
  return parse(readFileSync(path, 'utf8'));
}
