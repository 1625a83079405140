/**
 * Lets honest and cheating units take the adaptive test for a month and prints what the integrity monitor tells of them:
 * `npm run assess:fraud` (about a minute).
 *
 *   --seed 1          another seed, other people
 *   --honest 150      honest units; `--cheating 20` of each kind
 *   --tests 30        tests a unit
 *   --false 0.4       share of a cheating unit's tests that are false
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { parse } from 'yaml';
import { engine } from '#modules/assessment/index.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    honest: { type: 'string', default: '150' },
    cheating: { type: 'string', default: '20' },
    tests: { type: 'string', default: '30' },
    false: { type: 'string', default: '0.4' },
  },
});
const number = (text: string) => v.parse(v.pipe(v.string(), v.transform(Number), v.minValue(0)), text);
const [honest, cheating] = [number(values.honest), number(values.cheating)];

// The newest rule set for residents.
const file = globSync('content/rules/adaptive-citizens-v*.yaml', { cwd: join(import.meta.dirname, '..') })
  .sort()
  .at(-1)!;
const rules = v.parse(engine.RuleSet, parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8')));
const results = engine.integrity.simulateFraud(engine.syntheticBank('fraud'), rules, {
  seed: values.seed,
  tests: number(values.tests),
  falseShare: number(values.false),
  units: {
    honest,
    'honest-point': cheating,
    proxy: cheating,
    'slow-proxy': cheating,
    'answer-key': cheating,
    'night-desk': cheating,
    copying: cheating,
  },
});

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
console.log(
  `${rules.id}@${rules.version}, seed ${values.seed}: ${values.tests} tests a unit, in cheating units ${100 * number(values.false)} % false\n`,
);
console.log(
  `${'units'.padEnd(14)}${'number'.padStart(7)}${'told of'.padStart(10)}   ${'tests named that are false'.padEnd(28)}by signal`,
);
for (const { scheme, units, told, byKind, named, namedFalse } of results) {
  const kinds = Object.entries(byKind).map(([kind, count]) => `${kind} ${percent(count, units)}`);
  console.log(
    `${scheme.padEnd(14)}${String(units).padStart(7)}${percent(told, units).padStart(10)}   ${percent(namedFalse, named).padEnd(28)}${kinds.join(', ')}`,
  );
}
console.log(
  '\nhonest: false alarms. honest-point: a support point with one tablet; that is told and explained in a word.',
);
