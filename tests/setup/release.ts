import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { TestProject } from 'vitest/node';
import { readRelease } from '../../src/server/boot.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A file that holds the release of the content folder, read once for the whole run. */
    release: string;
  }
}

/** Reads and checks the content folder once: each test file takes what was read, in a hundredth of the time. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'bdhvs-release-'));
  const file = join(folder, 'release');
  const { kinds, ...release } = readRelease();
  const plain = Object.entries(kinds).map(([name, entries]) => [
    name,
    entries.map(({ path, value }) => ({ path, value })),
  ]);
  writeFileSync(file, serialize({ ...release, kinds: Object.fromEntries(plain) }));
  project.provide('release', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
