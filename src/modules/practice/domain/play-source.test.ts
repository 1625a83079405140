import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../../server/root.ts';
import { playableOf } from './play-source.ts';
import { Scene } from './scene.ts';
import { DEEPEST, depthOf, sourceOf } from './source.ts';

const files = globSync(join(root, 'content/practice/*.yaml'))
  .map((file) => parse(readFileSync(file, 'utf8')))
  .filter(({ kind }) => kind === 'scene');

test('an editor’s phone plays every scene as learners play it', () => {
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(playableOf(file)).toEqual(v.parse(Scene, file));
});

test('a copy of a scene is the scene', () => {
  for (const file of files) {
    const scene = v.parse(Scene, file);
    expect(v.parse(Scene, { ...sourceOf(scene), kind: 'scene', id: scene.id })).toEqual(scene);
    expect(depthOf(file)).toBeLessThan(DEEPEST);
  }
});
