import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import { unpackBits } from './bitmask.ts';
import type { ItemExposure } from './exposure.ts';
import { type ItemParameters, probabilityRight } from './model.ts';
import { drawNormal, type Random, randomFor } from './random.ts';
import type { RuleSet } from './rules.ts';
import { nextStep, type SessionResult, startSession } from './session.ts';
import { applyAnswer, type SessionState } from './session-state.ts';

/** One simulated person after her test. */
export interface SimulatedPerson {
  /** True ability over all domains, logits. */
  readonly ability: number;
  /** True ability in each domain of the bank, logits; their mean is `ability`. */
  readonly domains: readonly number[];
  readonly result: SessionResult;
  /** Positions in the bank, in the order asked. */
  readonly items: readonly number[];
}

export interface Simulation {
  readonly people: readonly SimulatedPerson[];
  /** Per item of the bank: share of sessions that showed it. */
  readonly exposure: readonly number[];
}

export interface SimulationOptions {
  readonly people: number;
  readonly seed: string;
  /** How the items really behave, by id; without it as the bank says. Shows what wrong calibration costs. */
  readonly truth?: ReadonlyMap<string, ItemParameters>;
  /** Draws the ability of the next person; standard normal without it. */
  readonly drawAbility?: (random: Random) => number;
  /** Standard deviation of a person's domain abilities around her overall one, logits; 0 without it. */
  readonly domainSpread?: number;
}

/**
 * Lets simulated people take the test one after another, the exposure counts carried from each to the next.
 *
 * The same options give the same people, items and answers. A person answers an item alike under whatever rules she meets
 * it, so that two rule sets are compared on the same luck. Uses the session exactly as the server does.
 *
 * @throws Error when the engine refuses its own state: a bug
 */
export function simulate(bank: Bank, rules: RuleSet, options: SimulationOptions): Simulation {
  const { truth, drawAbility = drawNormal, domainSpread = 0 } = options;
  const counts = new Map<string, ItemExposure>(
    bank.items.map(({ id }) => [id, { administered: 0, eligible: 0 }]),
  );
  const people: SimulatedPerson[] = [];
  for (let person = 0; person < options.people; person += 1) {
    const seed = `${options.seed}/${person}`;
    const ability = drawAbility(randomFor(seed, 'person'));
    const domains = drawDomains(bank, ability, domainSpread, randomFor(seed, 'domains'));

    const exposure = { sessions: person, items: counts };
    let state = startSession(bank, rules, { seed, seenItems: [], exposure });
    let step = nextStep(bank, rules, state);
    while (step.kind === 'item') {
      const index = bank.indexById.get(step.itemId) ?? -1;
      const item = truth?.get(step.itemId) ?? bank.items[index];
      const right =
        item !== undefined &&
        randomFor(seed, `answer/${step.itemId}`)() <
          probabilityRight(item, domains[at(bank.domainOf, index)] ?? ability);
      const outcome = applyAnswer(step.state, step.itemId, right);
      if (outcome.kind === 'refused') throw new Error(`the engine refused its own item: ${outcome.reason}`);
      state = outcome.state;
      step = nextStep(bank, rules, state);
    }
    if (step.kind === 'refused') throw new Error(`the engine refused its own state: ${step.reason}`);
    countSession(counts, bank, state);
    people.push({
      ability,
      domains,
      result: step,
      items: state.asked.map((id) => bank.indexById.get(id) ?? -1),
    });
  }
  const exposure = bank.items.map(({ id }) => (counts.get(id)?.administered ?? 0) / options.people);
  return { people, exposure };
}

function drawDomains(bank: Bank, ability: number, spread: number, random: Random): number[] {
  const deviations = bank.domains.map(() => spread * drawNormal(random));
  const middle = deviations.reduce((sum, deviation) => sum + deviation, 0) / deviations.length;
  return deviations.map((deviation) => ability + deviation - middle);
}

/** Adds a session to the counts that the next session's eligibility is drawn from. */
export function countSession(counts: Map<string, ItemExposure>, bank: Bank, state: SessionState): void {
  const eligible = unpackBits(state.eligible, bank.items.length);
  const asked = new Set(state.asked);
  for (const [index, { id }] of bank.items.entries()) {
    const before = counts.get(id) ?? { administered: 0, eligible: 0 };
    counts.set(id, {
      administered: before.administered + (asked.has(id) ? 1 : 0),
      eligible: before.eligible + at(eligible, index),
    });
  }
}

export { drawNormal } from './random.ts';
