/**
 * Calibrating a bank of 500 questions on the answers of 50,000 invented people, 20 each: two-parameter model with mild
 * beliefs, standard errors included; beside one pass over the answers alone, which nothing that reads them can beat.
 */
import { engine } from '#modules/assessment/index.ts';

const { calibrating, mildPriors, packResponses } = engine.calibration;
const ITEMS = 500;
const PEOPLE = 50_000;
const ANSWERS = 20;
const MARK_SECONDS = 60;

const random = engine.randomFor('bench', 'calibration');
const truth = Array.from({ length: ITEMS }, () => ({
  discrimination: Math.exp(engine.drawNormal(random) * 0.3 + 0.25),
  difficulty: engine.drawNormal(random),
  guessing: 0,
}));
const chanceOf = (item: number, ability: number) =>
  1 / (1 + Math.exp(-truth[item]!.discrimination * (ability - truth[item]!.difficulty)));
const rows = Array.from({ length: PEOPLE }, () => {
  const ability = engine.drawNormal(random);
  const asked = new Set<number>();
  while (asked.size < ANSWERS) asked.add(Math.floor(random() * ITEMS));
  return [...asked].map((item) => ({ item, right: random() < chanceOf(item, ability) }));
});
const data = packResponses(ITEMS, rows);

let sink = 0;
const begun = performance.now();
for (const [entry, item] of data.items.entries()) sink += Math.exp(-item / ITEMS) * data.rights[entry]!;
const pass = performance.now() - begun;

const started = performance.now();
const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
const work = calibrating(data, { model: '2PL', priors: truth.map(() => mildPriors()) });
let step = work.next();
for (; !step.done; step = work.next()) {
  const { round, change, logLikelihood } = step.value;
  if (round === 1 || round % 5 === 0)
    console.log(
      `  ${seconds().padStart(5)} s   round ${round}   log likelihood ${logLikelihood.toFixed(1)}   longest move ${change.toFixed(4)}`,
    );
}
const { items, errors, rounds, converged } = step.value;
const took = (performance.now() - started) / 1000;
const rmse = Math.sqrt(
  items.reduce((sum, { difficulty }, item) => sum + (difficulty - truth[item]!.difficulty) ** 2, 0) / ITEMS,
);
const covered = items.filter(
  ({ difficulty }, item) =>
    Math.abs(difficulty - truth[item]!.difficulty) < 1.96 * (errors[item]?.difficulty ?? 0),
).length;
console.log(
  `${ITEMS} items, ${PEOPLE} people × ${ANSWERS}      ${took.toFixed(1)} s in ${rounds} rounds   (wanted < ${MARK_SECONDS} s)   ${converged ? 'converged' : 'NOT converged'}`,
);
console.log(
  `one pass over the answers      ${(pass / 1000).toFixed(3)} s   ratio ${((took * 1000) / pass).toFixed(0)}   (${sink > 0 ? 'kept' : ''})`,
);
console.log(
  `difficulty: RMSE ${rmse.toFixed(3)} logit; true value within 1.96 standard errors ${((100 * covered) / ITEMS).toFixed(1)} %`,
);
process.exit(converged && took < MARK_SECONDS ? 0 : 1);
