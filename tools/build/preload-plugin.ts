import type { Plugin } from 'vite';

/**
 * The program could name for every page the scripts that it needs, so that they are all asked for at once. A first
 * visit would carry that list for all pages; its own scripts are named in the page itself. Styles stay in the list:
 * without them a page would be seen undressed.
 */
export function preloadLess(): Plugin {
  return {
    name: 'preload-less',
    config: () => ({
      environments: { client: { build: { modulePreload: { resolveDependencies: () => [] } } } },
    }),
  };
}
