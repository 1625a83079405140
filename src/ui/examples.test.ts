import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Examples } from './examples.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };

const here = dirname(fileURLToPath(import.meta.url));
/** Around or above every page, the gallery's own too. */
const SEEN_ANYWAY = new Set([
  'shell/LearnerShell.svelte',
  'shell/DeskHeader.svelte',
  'shell/DeskItems.svelte',
  'shell/DeskShell.svelte',
  'shell/Places.svelte',
  'shell/ShellFooter.svelte',
  'shell/TopBar.svelte',
  'page/PageHeader.svelte',
]);
const components = globSync('**/*.svelte', { cwd: here }).filter((path) => !SEEN_ANYWAY.has(path));

describe('the design system', () => {
  it.each(components)('shows examples of %s, each once and in both languages', async (path) => {
    const file = join(here, path.replace('.svelte', '.examples.ts'));
    expect(existsSync(file)).toBe(true);
    const { examples } = (await import(file)) as { examples: Examples };
    const shown = { vi: examples((words) => words), en: examples((_, words) => words) };
    expect(shown.vi.length).toBeGreaterThan(0);
    expect(shown.en.length).toBe(shown.vi.length);
    for (const list of Object.values(shown))
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  });
  it('has every word in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(vi));
  });
});
