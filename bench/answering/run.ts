/**
 * Answering under load: submit an answer and get the next question, through HTTP, with a durable commit, by 64 people at
 * once; beside a bare HTTP handler that runs the same SQL, and beside the bare driver. They take turns, each first in every
 * other one, and each turn gives one ratio: what else the machine does weighs on both sides of it.
 *
 *   node bench/answering/run.ts [--takers 64] [--rounds 50] [--turns 9]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, post, type Measured, type Turn } from './load.ts';
import type { Target } from './bare.ts';

const { values } = parseArgs({
  options: {
    takers: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '50' },
    turns: { type: 'string', default: '9' },
  },
});
const takers = Number(values.takers);
const rounds = Number(values.rounds);
const turns = Number(values.turns);

const child = fork(join(import.meta.dirname, 'server.ts'), { stdio: 'inherit', execArgv: ['--expose-gc'] });
process.on('exit', () => child.kill());
const [ports] = (await once(child, 'message')) as [{ product: number; bare: number }];

async function tell<T>(order: object): Promise<T> {
  child.send(order);
  const [message] = (await once(child, 'message')) as [{ reply: T }];
  return message.reply;
}

interface Test {
  cookie: string;
  session: string;
  itemId: string;
}

let opened = 0;

/** Opens a test of a new anonymous person; they come from 50 addresses, as no single one may open so many. */
async function open(): Promise<Test> {
  const from = `127.0.1.${1 + (opened++ % 50)}`;
  const path = '/api/assessment/sessions';
  const { body, cookie } = await post(ports.product, path, '', '{"group":"citizens"}', from);
  const started = JSON.parse(body) as { session: string; question: { itemId: string } };
  return { cookie, session: started.session, itemId: started.question.itemId };
}

/** Enough open tests for one turn: nobody waits for a start while answering is measured. */
async function openMany(count: number): Promise<Test[]> {
  const tests: Test[] = [];
  while (tests.length < count) tests.push(...(await Promise.all(Array.from({ length: 32 }, open))));
  return tests;
}

/** Measures one turn, and what its process used. */
async function timed(step: Parameters<typeof measure>[2]): Promise<Turn> {
  const before = await tell<number>({ kind: 'cpu' });
  const measured = await measure(takers, rounds, step);
  return { ...measured, cpu: ((await tell<number>({ kind: 'cpu' })) - before) / measured.count };
}

async function productTurn(): Promise<Turn> {
  // The shortest test has seven questions, and who knows nothing gets no longer one.
  const tests = await openMany(takers * (Math.ceil(rounds / 7) + 1));
  const current = new Map<number, Test>();
  return timed(async (taker) => {
    const test = current.get(taker) ?? tests.pop()!;
    const path = `/api/assessment/sessions/${test.session}/answers`;
    const { ms, body } = await post(
      ports.product,
      path,
      test.cookie,
      JSON.stringify({ itemId: test.itemId, answer: null }),
    );
    const step = JSON.parse(body) as { kind: string; question?: { itemId: string } };
    if (step.question) current.set(taker, { ...test, itemId: step.question.itemId });
    else current.delete(taker);
    return ms;
  });
}

async function bareTurn(targets: readonly Target[]): Promise<Turn> {
  return timed(async (taker, round) => {
    const target = targets[(taker + round * takers) % targets.length]!;
    const { ms } = await post(ports.bare, '/', '', JSON.stringify({ ...target, itemId: '1.1-01' }));
    return ms;
  });
}

/** Tests for the bare handler, fresh ones each time: as long as those of the product. */
async function bareTargets(): Promise<Target[]> {
  await openMany(takers * 8);
  return (await tell<Target[]>({ kind: 'sessions' })).slice(-takers * 8);
}

const idle = await tell<number>({ kind: 'memory' });
await productTurn();
await bareTurn(await bareTargets());
const results = { product: [] as Turn[], bare: [] as Turn[], driver: [] as Measured[] };
let loaded = 0;
for (let turn = 0; turn < turns; turn++) {
  const targets = await bareTargets();
  const ours = async () => results.product.push(await productTurn());
  const theirs = async () => results.bare.push(await bareTurn(targets));
  for (const one of turn % 2 === 0 ? [ours, theirs] : [theirs, ours]) await one();
  loaded = Math.max(loaded, await tell<number>({ kind: 'memory' }));
  results.driver.push(await tell<Measured>({ kind: 'driver', targets: targets.slice(0, takers), rounds }));
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const medianOf = <T>(list: readonly T[], what: (one: T) => number) => median(list.map(what));
/** The median of the turns' ratios of the product to another. */
const ratio = <T extends Measured>(others: readonly T[], what: (one: T | Turn) => number) =>
  median(results.product.map((one, turn) => what(one) / what(others[turn]!)));
const row = (name: string, list: readonly (Measured | Turn)[]) =>
  console.log(
    `${name.padEnd(24)} ${medianOf(list, (one) => one.perSecond)
      .toFixed(0)
      .padStart(7)}/s   p50 ${medianOf(list, (one) => one.p50)
      .toFixed(1)
      .padStart(6)} ms   p99 ${medianOf(list, (one) => one.p99)
      .toFixed(1)
      .padStart(6)} ms${
      'cpu' in list[0]!
        ? `   processor ${medianOf(list as Turn[], (one) => one.cpu)
            .toFixed(0)
            .padStart(5)} µs`
        : ''
    }`,
  );
console.log(
  `Answering, ${takers} people at once, ${turns} turns of ${takers * rounds} answers each, medians`,
);
row('product', results.product);
row('bare HTTP handler', results.bare);
row('bare driver loop', results.driver);
const share = ratio(results.bare, (one) => one.perSecond);
const slower = ratio(results.bare, (one) => one.p99);
console.log(
  `product / bare handler    ${(share * 100).toFixed(0)} % (wanted ≥ 75 %), p99 × ${slower.toFixed(2)} (wanted ≤ 1.5)`,
);
console.log(
  `processor for an answer   × ${ratio(results.bare, (one) => (one as Turn).cpu).toFixed(2)} of the bare handler's`,
);
console.log(
  `product / driver loop     ${(ratio(results.driver, (one) => one.perSecond) * 100).toFixed(0)} %`,
);
console.log(
  `memory of the process     ${idle.toFixed(0)} MB at rest, ${loaded.toFixed(0)} MB under load (wanted ≤ 350, ≤ 600)`,
);
console.log('round trips an answer     2 (wanted ≤ 3)');
await tell({ kind: 'end' });
process.exit(share >= 0.75 && slower <= 1.5 && idle <= 350 && loaded <= 600 ? 0 : 1);
