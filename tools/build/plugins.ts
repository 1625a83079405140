import { readFileSync } from 'node:fs';
import * as valibot from 'valibot';
import { parseAst, type Plugin } from 'vite';
import { staffApart } from './staff-apart.ts';
import { withoutSchemas } from './without-schemas.ts';

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

/** Svelte does not say so, but only these of its files do something by being there; the others may be left out when unused. */
export const svelteWithoutUnused: Plugin = {
  name: 'svelte-without-unused',
  applyToEnvironment: (environment) => environment.name === 'client',
  transform: (_, id) =>
    /\/svelte\/src\//.test(id) && !/\/(?:disclose-version|internal\/flags\/[\w-]+)\.js$/.test(id)
      ? { moduleSideEffects: false }
      : undefined,
};

/** Only the server writes values as source text; without this a page carries the writer. */
export const noSourceText: Plugin = {
  name: 'no-source-text',
  enforce: 'pre',
  applyToEnvironment: (environment) => environment.name === 'client',
  load: (id) =>
    id.endsWith('/devalue/src/uneval.js')
      ? `export const uneval = () => { throw new Error('server only'); };`
      : undefined,
};

const APP = /\/generated\/(?:.*\/)?client(?:-optimized)?\/app\.js$/;

/** The list of all pages is part of every page: those of staff, half of them, stand in a list of their own. */
export const staffPagesApart: Plugin = {
  name: 'staff-pages-apart',
  enforce: 'pre',
  applyToEnvironment: (environment) => environment.name === 'client',
  resolveId: (source, importer) => (source === './app.js?staff' ? `${importer}?staff` : undefined),
  load(id) {
    if (!id.endsWith('/app.js?staff')) return undefined;
    return { code: staffApart(readFileSync(id.slice(0, -'?staff'.length), 'utf8'), '').staff, map: null };
  },
  transform: (code, id) =>
    APP.test(id) ? { code: staffApart(code, './app.js?staff').app, map: null } : undefined,
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

/** A page calls an endpoint by its method and path; what it does, takes, gives and refuses is for the server. */
export const endpointsByPath: Plugin = {
  name: 'endpoints-by-path',
  enforce: 'post',
  applyToEnvironment: (environment) => environment.name === 'client',
  transform: (code, id) =>
    /\/src\/modules\/[^/]+\/domain\/[^/]+\.ts$/.test(id) && code.includes('valibot')
      ? { code: withoutSchemas(code, parseAst(code)), map: null }
      : undefined,
};
