import { filesOf } from './rules.ts';

/** Stands in the list of staff's pages (tools/build/staff-apart.ts): what follows from it is never taken along. */
export const STAFF_MARK = 'bdhvs-staff';

const BUILT = '/_app/immutable/';
const SCRIPT = /\.js$/;
/** What a script loads, now or later, by an address relative to its own; not the names under which a list of files holds them. */
const RELATIVE = /["'`](\.{1,2}\/[\w./-]+\.\w+)["'`](?!\s*:)/g;

export interface Program {
  /** Addresses of all built files that a learner's pages may ask for. */
  readonly files: ReadonlySet<string>;
  /** Whether all of them could be had. */
  readonly isWhole: boolean;
}

/**
 * The whole program of learners, found as a browser finds it: from the files that a page names to those that they name
 * in turn, opened or not.
 *
 * @param html a page
 * @param read a file's text; undefined where it cannot be had
 */
export async function walkProgram(
  html: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<Program> {
  const files = new Set(filesOf(html).filter(isBuilt));
  let isWhole = true;
  let next = [...files];
  // A slow network pays for the way there and back: all that are known are asked for together.
  while (next.length > 0) {
    const texts = await Promise.all(next.map(async (path) => [path, await read(path)] as const));
    next = [];
    for (const [path, text] of texts) {
      if (text === undefined) isWhole = false;
      else if (SCRIPT.test(path) && !text.includes(STAFF_MARK))
        for (const named of namedIn(path, text))
          if (!files.has(named)) {
            files.add(named);
            next.push(named);
          }
    }
  }
  return { files, isWhole };
}

function namedIn(path: string, script: string): string[] {
  const relative = [...script.matchAll(RELATIVE)].map(([, to]) => new URL(to!, `https://x${path}`).pathname);
  return [...filesOf(script), ...relative].filter(isBuilt);
}

const isBuilt = (path: string): boolean => path.startsWith(BUILT);
