import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { entriesOf } from '#platform/content/release.ts';
import { parse } from 'yaml';
import { testRelease } from '../../../server/testing.ts';
import { root } from '../../../server/root.ts';
import { checkNames, checkPlay } from '../domain/check-scene.ts';
import { act, actOf, hint, start, undo, type Act, type Run } from '../domain/engine.ts';
import { regionsAt } from '../domain/regions.ts';
import { PracticeFile } from '../domain/practice-file.ts';
import { Scene } from '../domain/scene.ts';
import { deedsAt, nextDeed } from '../domain/search.ts';
import { vary } from '../domain/vary.ts';
import { practiceKind } from './library.ts';

const release = testRelease();
const entries = entriesOf(release, practiceKind);
const scenes = entries.flatMap(({ value }) => (value.kind === 'scene' ? [[value.id, value] as const] : []));

test('every scene holds in every situation: goal, traps, repairs, ways back, names, hints, demonstration, variants', () => {
  expect(practiceKind.rehearse!(entries, release)).toEqual([]);
});

test('the examples that authors copy from are right', () => {
  const page = readFileSync(join(root, 'docs/content-format.md'), 'utf8');
  const [scene] = [...page.matchAll(/```yaml\n(kind: scene[\s\S]*?)```/g)].map((block) => parse(block[1]!));
  const example = v.parse(Scene, scene);
  expect([...checkNames(example), ...checkPlay(example)]).toEqual([]);
  const gym = parse(/```yaml\n(kind: gym[\s\S]*?)```/.exec(page)![1]!);
  // One entry stands for the six that a gym needs.
  const whole = { ...gym, entries: Array.from({ length: 6 }, () => gym.entries[0]) };
  expect(v.safeParse(PracticeFile, whole).issues).toBeUndefined();
});

/** Somebody who taps anything, falls into traps, repairs them, goes back. */
function wander(scene: Scene, mode: 'alone' | 'changed', seed: number, picks: readonly number[]): Run {
  return picks.reduce(
    (run, pick) => {
      if (run.isDone) return run;
      const acts: Act[] = run.trap ? [{ kind: 'repair' }] : deedsAt(run.scene, run.at).map(actOf);
      return act(run, acts[pick % acts.length]!);
    },
    start(mode === 'changed' ? vary(scene, seed) : scene, mode, seed),
  );
}

const walk = fc.record({
  mode: fc.constantFrom('alone' as const, 'changed' as const),
  seed: fc.nat({ max: 1_000_000 }),
  picks: fc.array(fc.nat({ max: 1000 }), { maxLength: 30 }),
});

describe.each(scenes)('%s', (_, scene) => {
  test('whatever was done, asking for help leads to the goal', () => {
    fc.assert(
      fc.property(walk, ({ mode, seed, picks }) => {
        let run = wander(scene, mode, seed, picks);
        for (let asked = 0; asked < 120 && !run.isDone; asked++)
          run = run.trap ? act(run, { kind: 'repair' }) : hint(run, nextDeed);
        expect(run.isDone).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('each act can be undone', () => {
    fc.assert(
      fc.property(walk, fc.nat({ max: 1000 }), ({ mode, seed, picks }, pick) => {
        const run = wander(scene, mode, seed, picks);
        if (run.isDone || run.trap) return;
        const deeds = deedsAt(run.scene, run.at);
        const after = act(run, actOf(deeds[pick % deeds.length]!));
        if (!after.isDone) expect(undo(after).at).toEqual(run.at);
      }),
      { numRuns: 40 },
    );
  });

  test('no real-looking data is taken into any of its fields', () => {
    fc.assert(
      fc.property(walk, ({ mode, seed, picks }) => {
        const run = wander(scene, mode, seed, picks);
        if (run.isDone || run.trap) return;
        for (const region of regionsAt(run.scene, run.at).filter(({ role }) => role === 'field')) {
          for (const typed of ['001188012345', '0912 345 678', '4111 1111 1111 1111']) {
            const after = act(run, { kind: 'tap', region: region.id, typed });
            expect(after.refused).toBeDefined();
            expect(JSON.stringify(after.at)).not.toContain(typed.replaceAll(' ', ''));
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
