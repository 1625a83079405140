// Words: Vietnamese and English say the same things, with the same places for values, and every refusal has words.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Words = Record<string, unknown>;

const places = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(', ');

/** Faults of one pair of languages, each a line. */
export function wordFaults(vi: Words, en: Words): string[] {
  const keys = [...new Set([...Object.keys(vi), ...Object.keys(en)])];
  return keys.flatMap((key) => {
    if (!(key in vi)) return [`${key} is missing in vi.json`];
    if (!(key in en)) return [`${key} is missing in en.json`];
    const [first, second] = [vi[key], en[key]];
    if (typeof first !== 'string' || typeof second !== 'string') return [`${key} is not text`];
    return [
      ...(first.trim() === '' ? [`${key} is empty in vi.json`] : []),
      ...(second.trim() === '' ? [`${key} is empty in en.json`] : []),
      ...(first === first.normalize('NFC') ? [] : [`${key} is not in Unicode normal form C in vi.json`]),
      ...(places(first) === places(second)
        ? []
        : [`${key} has {${places(first)}} in vi.json and {${places(second)}} in en.json`]),
    ];
  });
}

/** Refusals of `domain/refusals.ts` without words. */
export function refusalFaults(module: string, source: string, vi: Words): string[] {
  const list = /refusals[^=]*=\s*\{([\s\S]*?)\}/.exec(source)?.[1] ?? '';
  const names = [...list.matchAll(/^\s*'?([a-z][a-z0-9-]*)'?\s*:\s*\d{3}/gm)].map((match) => match[1]);
  return names
    .filter((name) => !(`refusal.${module}/${name}` in vi))
    .map((name) => `refusal.${module}/${name} has no words`);
}

/** A key written twice hides the first one; JSON.parse does not tell. */
export function doubledKeys(text: string): string[] {
  const seen = new Set<string>();
  return [...text.matchAll(/^\s*"((?:[^"\\]|\\.)*)"\s*:/gm)].flatMap(([, key]) => {
    if (seen.has(key!)) return [`${key} is written twice`];
    seen.add(key!);
    return [];
  });
}

export function checkMessages(root: string): { readonly pairs: number; readonly faults: readonly string[] } {
  const files = globSync('src/**/messages/vi.json', { cwd: root }).sort();
  const faults = files.flatMap((file) => {
    const folder = dirname(file);
    const english = join(folder, 'en.json');
    if (!existsSync(join(root, english))) return [`${english} is missing`];
    const [viText, enText] = [file, english].map((one) => readFileSync(join(root, one), 'utf8')) as [
      string,
      string,
    ];
    const vi = JSON.parse(viText) as Words;
    const refusals = join(dirname(folder), 'domain/refusals.ts');
    const module = dirname(folder).split(/[\\/]/).at(-1)!;
    return [
      ...doubledKeys(viText),
      ...doubledKeys(enText),
      ...wordFaults(vi, JSON.parse(enText) as Words),
      ...(existsSync(join(root, refusals))
        ? refusalFaults(module, readFileSync(join(root, refusals), 'utf8'), vi)
        : []),
    ].map((fault) => `${folder}: ${fault}`);
  });
  return { pairs: files.length, faults };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { pairs, faults } = checkMessages(process.cwd());
  for (const fault of faults) console.log(fault);
  console.log(`${pairs} pairs of languages, ${faults.length} faults`);
  process.exit(faults.length > 0 ? 1 : 0);
}
