/**
 * Reads plans that a person has read too and prints, field by field, how many were found and how many of what was found is right:
 * `npm run plan:evaluate`. `PLAN_SEEDS` names the folder of public plans (`../shared/seeds`); without it only our own are read.
 *
 *   --misses   also each difference in a line
 *
 * Ends with 1 when targets or tasks fall below 0.97, or leads, coordinating units or deadlines below 0.95.
 */
import { parseArgs } from 'node:util';
import { engine } from '#modules/plans/index.ts';
import { ratio, samples, seedFolder, seeds, type ReadByPerson } from './plan-gold.ts';

const { readPlan, scorePlan } = engine;
const { values } = parseArgs({ options: { misses: { type: 'boolean', default: false } } });
const say = (line = '') => void process.stdout.write(`${line}\n`);

const LEAST: Readonly<Record<string, number>> = {
  targets: 0.97,
  tasks: 0.97,
  'task: lead': 0.95,
  'task: coordinating': 0.95,
  'task: deadline': 0.95,
};
const three = (value: number) => value.toFixed(3).padStart(6);
let failed = false;

function report(title: string, plans: readonly ReadByPerson[]): void {
  const sums: engine.Scores = {};
  say(`\n${title}: ${plans.length} texts`);
  for (const { name, text, gold } of plans) {
    const { scores, misses } = scorePlan(text, readPlan(text), gold);
    const [targets, tasks] = [scores['targets'], scores['tasks']];
    say(
      `  ${name.padEnd(32)} targets ${targets?.right ?? 0}/${gold.targets.length}  tasks ${tasks?.right ?? 0}/${gold.tasks.length}`,
    );
    if (values.misses) for (const miss of misses) say(`      ${miss}`);
    for (const [field, { right, wanted, read }] of Object.entries(scores)) {
      const sum = (sums[field] ??= { right: 0, wanted: 0, read: 0 });
      sum.right += right;
      sum.wanted += wanted;
      sum.read += read;
    }
  }
  say(
    `  ${'field'.padEnd(24)} ${'wanted'.padStart(6)} ${'read'.padStart(6)} ${'right'.padStart(6)} ${'recall'.padStart(6)} ${'precision'.padStart(9)}`,
  );
  for (const [field, { right, wanted, read }] of Object.entries(sums)) {
    const [recall, precision] = [ratio(right, wanted), ratio(right, read)];
    const least = LEAST[field];
    const low = least !== undefined && Math.min(recall, precision) < least;
    failed ||= low;
    const verdict = least === undefined ? '' : low ? `  BELOW ${least}` : `  ≥ ${least}`;
    say(
      `  ${field.padEnd(24)} ${String(wanted).padStart(6)} ${String(read).padStart(6)} ${String(right).padStart(6)} ${three(recall)} ${three(precision).padStart(9)}${verdict}`,
    );
  }
}

report('Plans written for this project', samples());
const folder = seedFolder();
if (folder) report('Public plans', seeds(folder));
else say('\nNo public plans at hand (PLAN_SEEDS names no folder): they were not read.');
process.exit(failed ? 1 : 0);
