import * as valibot from 'valibot';
import { parseAst, type ESTree, type Plugin } from 'vite';

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

const PURE = '/* @__PURE__ */';

/** A page calls an endpoint by its method and path; what it does, takes, gives and refuses is for the server. */
export const endpointsByPath: Plugin = {
  name: 'endpoints-by-path',
  enforce: 'post',
  applyToEnvironment: (environment) => environment.name === 'client',
  transform(code, id) {
    if (!/\/src\/modules\/[^/]+\/domain\/[^/]+\.ts$/.test(id) || !code.includes('valibot')) return undefined;
    let made = code;
    for (const { start, end, kept } of endpointsIn(parseAst(code)).reverse())
      made = `${made.slice(0, start)}${PURE} endpoint({ ${kept.map((one) => code.slice(one.start, one.end)).join(', ')} })${made.slice(end)}`;
    // A schema that only the server asks for is then asked for by nobody.
    made = made.replaceAll(/(?<![\w$.'"`])v\.[a-zA-Z]+\(/g, (call) => `${PURE} ${call}`);
    return { code: made, map: null };
  },
};

interface Span {
  readonly start: number;
  readonly end: number;
}

/** `export const name = endpoint({ … })`: where each stands, and its method and path. */
function endpointsIn(program: ESTree.Program): (Span & { readonly kept: readonly Span[] })[] {
  return program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ init }) => {
      if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') return [];
      const [given] = init.arguments;
      if (init.callee.name !== 'endpoint' || given?.type !== 'ObjectExpression') return [];
      const kept = given.properties.filter(
        (one) =>
          one.type !== 'Property' || (one.key.type === 'Identifier' && /^(method|path)$/.test(one.key.name)),
      );
      return [{ start: init.start, end: init.end, kept }];
    });
  });
}
