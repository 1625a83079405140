import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { mentionsOf, pickWords, wordsCalls } from './words-used.ts';

type Words = Readonly<Record<string, string>>;
interface Catalogue {
  readonly vi: Words;
  readonly en: Words;
}
type Resolve = (source: string, importer: string) => Promise<string | undefined>;

/**
 * A page carries the words it may show, not its module's whole catalogue: in each component the catalogue is replaced by
 * the part that the component can ask for. Where that cannot be told from its text, it keeps the whole one.
 */
export const wordsUsed: Plugin = {
  name: 'words-used',
  enforce: 'post',
  applyToEnvironment: (environment) => environment.name === 'client',
  async transform(code, id) {
    if (!/\/src\/.*\.svelte$/.test(id) || !code.includes('useWords(')) return undefined;
    const resolve: Resolve = async (source, importer) => (await this.resolve(source, importer))?.id;
    const sources = new Map(
      this.parse(code).body.flatMap((node) =>
        node.type === 'ImportDeclaration'
          ? node.specifiers.map((one) => [
              one.local.name,
              {
                source: node.source.value,
                name: one.type === 'ImportSpecifier' && 'name' in one.imported ? one.imported.name : '',
              },
            ])
          : [],
      ) as [string, { source: string; name: string }][],
    );
    let made = code;
    // From the end, so that places further up stay right.
    for (const call of wordsCalls(code).sort((a, b) => b.start - a.start)) {
      const { source, name } = sources.get(call.catalogue)!;
      const catalogue = await catalogueOf(await resolve(source, id), name, resolve);
      if (!catalogue) continue;
      const mentions = [mentionsOf(code)];
      for (const file of call.givenTo) {
        const found = await resolve(file, id);
        if (found) mentions.push(mentionsOf(await readFile(found, 'utf8'), 'ts'));
      }
      const part = { vi: pickWords(catalogue.vi, mentions), en: pickWords(catalogue.en, mentions) };
      made = made.slice(0, call.start) + JSON.stringify(part) + made.slice(call.end);
    }
    return made === code ? undefined : { code: made, map: null };
  },
};

/** Follows a catalogue through the files that pass it on, to its two files of words; undefined if it is none. */
async function catalogueOf(
  file: string | undefined,
  name: string,
  resolve: Resolve,
): Promise<Catalogue | undefined> {
  if (!file || !name) return undefined;
  const text = await readFile(file, 'utf8');
  for (const [, list, source] of text.matchAll(/export \{([^}]*)\} from '([^']+)'/g)) {
    for (const one of list!.split(',')) {
      const [inner, outer = inner] = one.trim().split(' as ');
      if (outer === name) return catalogueOf(await resolve(source!, file), inner!, resolve);
    }
  }
  if (!text.includes(`export const ${name} = { vi, en };`)) return undefined;
  const read = async (language: string): Promise<Words | undefined> => {
    const path = new RegExp(`import ${language} from '([^']+\\.json)'`).exec(text)?.[1];
    return path ? (JSON.parse(await readFile(join(dirname(file), path), 'utf8')) as Words) : undefined;
  };
  const [vi, en] = [await read('vi'), await read('en')];
  return vi && en ? { vi, en } : undefined;
}
