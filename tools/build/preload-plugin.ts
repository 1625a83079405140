import type { Plugin } from 'vite';

/** Pages of the desk and of builders of this product: no slow network, so their parts may be found one after another. */
const STAFF = /\/src\/routes\/(?:ban-lam-viec|quan-tri|can-bo|kieu-dang|api-docs)\//;
/** What every page starts with, by the names that SvelteKit gives its parts. */
const STARTS = ['entry/start', 'entry/app', 'nodes/0', 'nodes/1'];

/**
 * The program knows of every page which files to fetch beside it. It need not name the page itself, nor what every
 * page has already, nor scripts of staff's pages: a first visit carries that list for all pages, and asks for one.
 */
export function preloadLess(): Plugin {
  const everywhere = new Set<string>();
  const staff = new Set<string>();
  return {
    name: 'preload-less',
    config: () => ({
      environments: {
        client: {
          build: {
            modulePreload: {
              resolveDependencies: (file, scripts) =>
                staff.has(file) ? [] : scripts.filter((one) => one !== file && !everywhere.has(one)),
            },
          },
        },
      },
    }),
    generateBundle: {
      // Before Vite writes the lists.
      order: 'pre',
      handler(_, bundle) {
        if (this.environment.name !== 'client') return;
        const take = (file: string): void => {
          const chunk = bundle[file];
          if (chunk?.type !== 'chunk' || everywhere.has(file)) return;
          everywhere.add(file);
          for (const one of chunk.imports) take(one);
        };
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          if (STARTS.includes(chunk.name)) take(chunk.fileName);
          if (chunk.moduleIds.some((id) => STAFF.test(id))) staff.add(chunk.fileName);
        }
      },
    },
  };
}
