import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where a session's way through the code begins: choosing and stopping, playing again, marking. */
const ENTRIES = ['session.ts', 'replay.ts', 'scoring.ts'];

let known: string | undefined;

/**
 * SHA-256 over the source files that decide what is asked and what it is worth: the engine's entries and whatever they
 * import from beside them. The same files give the same digest on every machine; line ends do not count.
 *
 * @returns 64 hex digits
 */
export function codeHash(): string {
  if (known) return known;
  const folder = join(import.meta.dirname, '../domain');
  const sources = new Map<string, string>();
  const waiting = ENTRIES.map((name) => join(folder, name));
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (sources.has(path)) continue;
    const source = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    sources.set(path, source);
    for (const [, imported] of source.matchAll(/from '(\.{1,2}\/[^']+\.ts)'/g)) {
      waiting.push(join(dirname(path), imported!));
    }
  }
  const listed = [...sources].map(([path, source]) => `${basename(path)}\n${source}`).sort();
  known = createHash('sha256').update(listed.join('\0')).digest('hex');
  return known;
}
