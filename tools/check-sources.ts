// What no other tool sees: inline styles (the content security policy drops them), raw HTML, a clock in the domain,
// nameless TODOs, machine paths.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface SourceRule {
  readonly files: RegExp;
  readonly pattern: RegExp;
  readonly what: string;
}

const TEST = /\.test\.ts$|\/testing\.ts$/;
const rules: readonly SourceRule[] = [
  {
    files: /\.svelte$/,
    pattern: /<[a-z][^<>]*\sstyle(?:=|:[a-z-]+)/g,
    what: 'inline style: use a class or an SVG attribute',
  },
  {
    files: /\.svelte$/,
    pattern: /\{@html(?![^}]*\}\s*<!-- trusted: )/g,
    what: '{@html}: write the text, or say why it is safe in <!-- trusted: … --> right after it',
  },
  { files: /\/domain\//, pattern: /\bnew Date\(\)/g, what: 'a clock in the domain: time is an argument' },
  {
    files: /\/server\//,
    pattern: /(?<!\/\/ clock: [^\n]*\n[^\n]*)\bnew Date\(\)/g,
    what: 'time is context.now(), or say in a comment // clock: … why not',
  },
  {
    files: /\.(ts|svelte|mjs)$/,
    pattern: /\b(TODO|FIXME|XXX)\b/g,
    what: 'unfinished: do it or write an issue',
  },
];

export interface SourceFault {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

export function textFaults(file: string, text: string): SourceFault[] {
  if (TEST.test(file)) return [];
  return rules
    .filter((rule) => rule.files.test(file))
    .flatMap((rule) =>
      [...text.matchAll(rule.pattern)].map((match) => ({
        file,
        line: text.slice(0, match.index).split('\n').length,
        what: rule.what,
      })),
    );
}

export function checkSources(root: string): {
  readonly files: number;
  readonly faults: readonly SourceFault[];
} {
  const files = globSync('src/{modules,routes,ui,platform}/**/*.{ts,svelte,mjs}', { cwd: root }).sort();
  return {
    files: files.length,
    faults: files.flatMap((file) => textFaults(file, readFileSync(join(root, file), 'utf8'))),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, faults } = checkSources(process.cwd());
  for (const { file, line, what } of faults) console.log(`${file}:${line} ${what}`);
  console.log(`${files} files, ${faults.length} faults`);
  process.exit(faults.length > 0 ? 1 : 0);
}
