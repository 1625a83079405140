import * as valibot from 'valibot';
import type { Plugin } from 'vite';

/** SvelteKit hides its announcer of page changes by an inline style, which our CSP refuses; `base.css` hides it instead. */
export const announcerWithoutStyle: Plugin = {
  name: 'announcer-without-style',
  enforce: 'pre',
  transform: (code, id) =>
    id.split('?')[0]!.endsWith('/runtime/components/root.svelte')
      ? { code: code.replace(/\sstyle="[^"]*"/, ''), map: null }
      : undefined,
};

/** A door only passes things on: a page that takes one component from it does not load the module's others. */
export const doorsPassOn: Plugin = {
  name: 'doors-pass-on',
  transform: (_, id) =>
    /\/src\/modules\/[^/]+\/(?:ui|index)\.ts$/.test(id) ? { moduleSideEffects: false } : undefined,
};

/** Refusals come from the server in the reader's words; pages need not carry them. */
export const wordsForPages: Plugin = {
  name: 'words-for-pages',
  enforce: 'pre',
  applyToEnvironment: (environment) => environment.name === 'client',
  transform(code, id) {
    if (!/\/messages\/(?:vi|en)\.json$/.test(id)) return undefined;
    const words = Object.entries(JSON.parse(code) as Record<string, string>);
    return {
      code: JSON.stringify(Object.fromEntries(words.filter(([key]) => !key.startsWith('refusal.')))),
      map: null,
    };
  },
};

const STAND_IN = '\0schemas';

/**
 * Contracts name their schemas; a page only needs their paths. In the browser every maker of schemas is one function
 * that makes nothing. What would check by a schema is left out, so that a page that tries does not build.
 */
export const noSchemas: Plugin = {
  name: 'no-schemas',
  enforce: 'pre',
  applyToEnvironment: (environment) => environment.name === 'client',
  resolveId: (source, importer = '') =>
    source === 'valibot' && /\/src\/modules\/[^/]+\/domain\//.test(importer) ? STAND_IN : undefined,
  load(id) {
    if (id !== STAND_IN) return undefined;
    const makers = Object.keys(valibot).filter(
      (name) => !/^(?:safe|parse|assert|is$)/i.test(name) || name.startsWith('parseJson'),
    );
    return `const none = () => none;\nexport { ${makers.map((name) => `none as ${name}`).join(', ')} };`;
  },
};
