/** Plans that a person has read, to measure the plan reader with: those of `tests/plans/samples`, and public ones where they are at hand. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { engine } from '#modules/plans/index.ts';

type Gold = engine.Gold;

export interface ReadByPerson {
  readonly name: string;
  readonly text: string;
  readonly gold: Gold;
}

interface SampleGold {
  readonly header: Gold['header'];
  readonly targets: readonly (Omit<Gold['targets'][number], 'spans'> & { readonly text: string })[];
  readonly tasks: readonly (Omit<Gold['tasks'][number], 'deadline'> & {
    readonly deadline: ({ readonly text: string; readonly kind: string } & Record<string, unknown>) | null;
  })[];
}

const root = join(import.meta.dirname, '..');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Plans written for this project, each with what a person reads in it. */
export function samples(): ReadByPerson[] {
  return globSync('tests/plans/samples/*.gold.yaml', { cwd: root })
    .sort()
    .map((file) => {
      const name = basename(file, '.gold.yaml');
      const text = readFileSync(join(root, 'tests/plans/samples', `${name}.txt`), 'utf8');
      const said = parse(readFileSync(join(root, file), 'utf8')) as SampleGold;
      const gold = {
        ...said,
        source: name,
        sha256: digest(text),
        targets: said.targets.map(({ text: words, ...target }) => ({ ...target, spans: words })),
        tasks: said.tasks.map((task) => ({
          ...task,
          deadline: task.deadline && {
            from: null,
            due: null,
            rrule: null,
            dependsOn: null,
            tentative: false,
            ...task.deadline,
            spans: task.deadline.text,
          },
        })),
      } as Gold;
      return { name, text, gold };
    });
}

/** Where public plans lie that are not ours to copy: `PLAN_SEEDS`, else `../shared/seeds`; null where there are none. */
export function seedFolder(): string | null {
  const folder = process.env.PLAN_SEEDS ?? join(root, '../shared/seeds');
  return existsSync(folder) ? folder : null;
}

/** The public plans of a folder of which places and facts are noted here. @throws Error where a text differs from the one that was read */
export function seeds(folder: string): ReadByPerson[] {
  return globSync('tests/plans/gold/*.json', { cwd: root })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Gold)
    .filter(({ source }) => existsSync(join(folder, source)))
    .map((gold) => {
      const text = readFileSync(join(folder, gold.source), 'utf8');
      if (digest(text) !== gold.sha256)
        throw new Error(`${gold.source} is not the text whose places were noted`);
      return { name: gold.source, text, gold };
    });
}

/** A ratio, 1 where there was nothing to do. */
export const ratio = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
