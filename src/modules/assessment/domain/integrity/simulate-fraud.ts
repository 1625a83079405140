import type { Bank } from '../bank.ts';
import type { ItemExposure } from '../exposure.ts';
import { probabilityRight } from '../model.ts';
import { type Random, randomFor } from '../random.ts';
import type { RuleSet } from '../rules.ts';
import { applyAnswer } from '../session-state.ts';
import { nextStep, startSession } from '../session.ts';
import { countSession, drawNormal } from '../simulate.ts';
import { normsOf, type TestRecord } from './test-record.ts';
import { type SignalKind, type WatchRules, watchUnit } from './watch.ts';

/** Ways to cheat that were seen elsewhere, and honest units of two kinds. */
export const schemes = [
  'honest',
  'honest-point',
  'proxy',
  'slow-proxy',
  'answer-key',
  'night-desk',
  'copying',
] as const;
export type Scheme = (typeof schemes)[number];

export interface FraudOptions {
  readonly seed: string;
  /** Units of each kind. */
  readonly units: Readonly<Record<Scheme, number>>;
  /** Tests a unit. */
  readonly tests: number;
  /** Share of the tests of a cheating unit that are false. */
  readonly falseShare: number;
}

export interface SchemeResult {
  readonly scheme: Scheme;
  readonly units: number;
  /** Units with at least one signal, and by kind. */
  readonly told: number;
  readonly byKind: Readonly<Partial<Record<SignalKind, number>>>;
  /** Of the tests named by signals: how many were false. */
  readonly named: number;
  readonly namedFalse: number;
}

interface Taker {
  readonly ability: number;
  /** Median seconds an answer. */
  readonly pace: number;
  readonly device: string;
  readonly hour: number;
  readonly day: number;
  /** Items whose answers she was given: chance that she knows this one's. */
  readonly key?: number;
  /** Answers of the one she copies from, by item. */
  readonly copies?: ReadonlyMap<string, { given: string; right: boolean }>;
}

/** Counts of exposure carried from each test to the next, as the server keeps them: they decide what two tests share. */
interface Ledger {
  sessions: number;
  readonly items: Map<string, ItemExposure>;
}

const MONTH = '2026-10';

/**
 * Lets honest and cheating units take the real adaptive test for a month, and the monitor look at them. The same
 * options give the same numbers.
 */
export function simulateFraud(
  bank: Bank,
  rules: RuleSet,
  options: FraudOptions,
  watchRules?: WatchRules,
): SchemeResult[] {
  const exposure: Ledger = { sessions: 0, items: new Map() };
  const units = schemes.flatMap((scheme) =>
    Array.from({ length: options.units[scheme] }, (_, index) => ({
      scheme,
      ...inventUnit(bank, rules, scheme, `${options.seed}/${scheme}/${index}`, options, exposure),
    })),
  );
  const norms = normsOf(units.flatMap(({ records }) => records));
  return schemes.map((scheme) => {
    const own = units.filter((unit) => unit.scheme === scheme);
    const byKind: Partial<Record<SignalKind, number>> = {};
    let [told, named, namedFalse] = [0, 0, 0];
    for (const { records, falseOnes } of own) {
      const signals = watchUnit(records, norms, `${MONTH}-31`, watchRules);
      if (signals.length > 0) told += 1;
      for (const kind of new Set(signals.map((signal) => signal.kind)))
        byKind[kind] = (byKind[kind] ?? 0) + 1;
      for (const session of new Set(signals.flatMap(({ sessions }) => sessions))) {
        named += 1;
        if (falseOnes.has(session)) namedFalse += 1;
      }
    }
    return { scheme, units: own.length, told, byKind, named, namedFalse };
  });
}

function inventUnit(
  bank: Bank,
  rules: RuleSet,
  scheme: Scheme,
  seed: string,
  { tests, falseShare }: FraudOptions,
  exposure: Ledger,
): { readonly records: TestRecord[]; readonly falseOnes: ReadonlySet<string> } {
  const random = randomFor(seed, 'unit');
  const records: TestRecord[] = [];
  const falseOnes = new Set<string>();
  let source: ReadonlyMap<string, { given: string; right: boolean }> | undefined;
  const pointDay = 1 + Math.floor(random() * 28);
  for (let index = 0; index < tests; index += 1) {
    const cheats = !scheme.startsWith('honest') && index < falseShare * tests;
    const session = `${seed}/${index}`;
    const taker = cheats
      ? cheater(scheme, seed, index, random, source)
      : honest(
          scheme === 'honest-point' && index < 9 ? { day: pointDay, device: `${seed}/tablet` } : {},
          session,
          random,
        );
    const record = takeTest(bank, rules, session, taker, exposure);
    records.push(record);
    if (!cheats) continue;
    falseOnes.add(session);
    // Everybody of a row of five copies from the first.
    if (scheme === 'copying' && index % 5 === 0)
      source = new Map(record.answers.map(({ item, given, right }) => [item, { given, right }]));
  }
  return { records, falseOnes };
}

function honest(at: { day?: number; device?: string }, session: string, random: Random): Taker {
  const late = random() < 0.05;
  return {
    ability: drawNormal(random),
    pace: Math.exp(3.2 + 0.35 * drawNormal(random)),
    device: at.device ?? `${session}/phone`,
    hour: late ? 22 : 7 + Math.floor(random() * 14),
    day: at.day ?? 1 + Math.floor(random() * 31),
  };
}

function cheater(
  scheme: Scheme,
  seed: string,
  index: number,
  random: Random,
  source: ReadonlyMap<string, { given: string; right: boolean }> | undefined,
): Taker {
  const own = honest({}, `${seed}/${index}`, random);
  switch (scheme) {
    case 'proxy':
      // One able person, one phone, a dozen tests a day.
      return { ...own, ability: 2, pace: 9, device: `${seed}/proxy`, day: 5 + Math.floor(index / 12) };
    case 'slow-proxy':
      // The same, one a day.
      return { ...own, ability: 2, pace: 15, device: `${seed}/proxy`, day: 1 + (index % 28) };
    case 'answer-key':
      return { ...own, pace: 2.2, key: 0.8 };
    case 'night-desk':
      return {
        ...own,
        ability: 1.5,
        pace: 15,
        device: `${seed}/desk${index % 3}`,
        hour: 23,
        day: 20 + (index % 8),
      };
    default:
      return source && index % 5 > 0 ? { ...own, copies: source } : own;
  }
}

function takeTest(bank: Bank, rules: RuleSet, session: string, taker: Taker, exposure: Ledger): TestRecord {
  const chance = randomFor(session, 'taker');
  let state = startSession(bank, rules, { seed: session, seenItems: [], exposure });
  const answers: TestRecord['answers'][number][] = [];
  for (;;) {
    const step = nextStep(bank, rules, state);
    if (step.kind === 'refused') throw new Error(`the engine refused its own state: ${step.reason}`);
    if (step.kind === 'finished') {
      countSession(exposure.items, bank, state);
      exposure.sessions += 1;
      return {
        session,
        person: session,
        day: `${MONTH}-${String(taker.day).padStart(2, '0')}`,
        hour: taker.hour,
        passed: step.verdict === 'passed',
        device: taker.device,
        answers,
      };
    }
    const parameters = bank.items[bank.indexById.get(step.itemId)!]!;
    const answer = answerOf(step.itemId, probabilityRight(parameters, taker.ability), taker, chance);
    const seconds = taker.pace * Math.exp(0.45 * drawNormal(chance));
    answers.push({ item: step.itemId, parameters, ...answer, seconds });
    const outcome = applyAnswer(step.state, step.itemId, answer.right);
    if (outcome.kind === 'refused') throw new Error(`the engine refused its own item: ${outcome.reason}`);
    state = outcome.state;
  }
}

/** Three wrong answers, half, a third and a sixth of the people's; sometimes an honest "I do not know". */
function answerOf(
  item: string,
  knows: number,
  taker: Taker,
  chance: Random,
): { given: string; right: boolean } {
  const copied = taker.copies?.get(item);
  if (copied && chance() < 0.9) return copied;
  if (taker.key !== undefined && chance() < taker.key) return { given: 'a', right: true };
  if (chance() < knows) return { given: 'a', right: true };
  const drawn = chance();
  return { given: drawn < 0.15 ? '' : drawn < 0.575 ? 'b' : drawn < 0.86 ? 'c' : 'd', right: false };
}
