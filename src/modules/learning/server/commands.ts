import type { Command } from '#platform/http/module.ts';
import { seededChance, simulatePlacement, USUAL, type People } from '../domain/placement-simulation.ts';
import { placementOf } from './placement-kind.ts';

/** What the check at the doorstep would do to other people than those it is meant for. */
const OTHERS: readonly (readonly [string, Partial<People>])[] = [
  ['as assumed', {}],
  ['people more alike (spread 1)', { spread: 1 }],
  ['blunter questions (discrimination 1)', { discrimination: 1 }],
  ['more guessing (15 %)', { guessing: 0.15 }],
];

export const commands: Readonly<Record<string, Command>> = {
  'learning placement-simulate': {
    summary:
      'Let simulated people take the check at the doorstep and print how many it puts into the wrong band.',
    options: [{ flags: '--seed <number>', summary: 'another seed is other people (1)' }],
    run: async ({ content }, { options, print }) => {
      const placement = placementOf(content());
      if (!placement) throw new Error('the content has no check at the doorstep');
      const seed = Number(options['seed'] ?? 1);
      if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number');
      print(`${USUAL.count} people, ability around ${placement.cut} with spread ${USUAL.spread} logits`);
      for (const [name, change] of OTHERS) {
        const { error, standardError } = simulatePlacement(
          placement,
          { ...USUAL, ...change },
          seededChance(seed),
        );
        print(
          `${name}: ${(error * 100).toFixed(1)} % wrong band (standard error ${(standardError * 100).toFixed(2)})`,
        );
      }
    },
  },
};
