/**
 * Choosing the next question from a bank of 1,000: marking, posterior, blueprint and choice of a whole step, by people of
 * all abilities; beside the pass over the bank's information table alone, which nothing that looks at every item can beat.
 */
import { engine } from '#modules/assessment/index.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';

const ITEMS = 1000;
const PEOPLE = 400;
const MARK_MS = 0.2;

const random = engine.randomFor('bench', 'bank');
const items = Array.from({ length: ITEMS }, (_, index) => {
  const competence = `${(index % 6) + 1}.${(Math.floor(index / 6) % 4) + 1}`;
  return {
    id: `${competence}-${String(index).padStart(4, '0')}`,
    competence,
    discrimination: Math.exp(engine.drawNormal(random) * 0.3 + 0.25),
    difficulty: engine.drawNormal(random) - 0.2,
    guessing: 0,
  };
});
const file = join(import.meta.dirname, '../content/rules/adaptive-citizens-v2.yaml');
const rules = v.parse(engine.RuleSet, parse(readFileSync(file, 'utf8')));
const bank = engine.prepareBank('bench', items);

const times: number[] = [];
let sink = 0;
const passes: number[] = [];
for (let person = 0; person < PEOPLE; person++) {
  let state = engine.startSession(bank, rules, {
    seed: `p${person}`,
    seenItems: [],
    exposure: engine.NO_EXPOSURE,
  });
  for (;;) {
    const started = performance.now();
    const step = engine.nextStep(bank, rules, state);
    times.push(performance.now() - started);
    if (step.kind !== 'item') break;
    const answered = engine.applyAnswer(step.state, step.itemId, random() < 0.6);
    if (answered.kind === 'refused') throw new Error(answered.reason);
    state = answered.state;
    const begun = performance.now();
    for (const value of bank.information) sink += value;
    passes.push(performance.now() - begun);
  }
}
const median = (list: number[], share = 0.5) =>
  [...list].sort((a, b) => a - b)[Math.floor(share * list.length)]!;
// The first people pay for warming up.
const warm = times.slice(times.length / 4);
const pass = passes.slice(passes.length / 4);
console.log(
  `whole step, ${ITEMS} items     median ${median(warm).toFixed(3)} ms   p95 ${median(warm, 0.95).toFixed(3)} ms   (wanted < ${MARK_MS})`,
);
console.log(
  `one look at the whole table  median ${median(pass).toFixed(3)} ms   ratio ${(median(warm) / median(pass)).toFixed(2)}   (${sink > 0 ? 'kept' : ''})`,
);
process.exit(median(warm) < MARK_MS ? 0 : 1);
