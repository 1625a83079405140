import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { preloadLess } from './tools/build/preload-plugin.ts';
import { wordsUsed } from './tools/build/words-plugin.ts';
import {
  announcerWithoutStyle,
  doorsPassOn,
  endpointsByPath,
  noSchemas,
  noSourceText,
  staffPagesApart,
  svelteWithoutUnused,
  wordsForPages,
} from './tools/build/plugins.ts';

/** What nearly every page uses; tables, charts and the like come with the pages that show them. */
const SHELL =
  /src\/(?:platform\/client\/(?:call|format|service-worker|words)\.|ui\/(?:button|card|chip|icon|messages|notice|page|picture|reading|shell|bottom-bar)\/(?!.*\.examples\.|Desk))/;

/** A lesson in a list, with what says in which language its title stands. */
const LESSON_CARD = /src\/modules\/learning\/ui\/(?:LessonLink|LessonName|LanguageMark)\./;

/** What runs every page; the parts that few pages need come with those. */
const FRAMEWORK =
  /node_modules\/(?:svelte\/src\/(?!.*\/bindings\/(?:select|size|input)\.js)|clsx\/|devalue\/|@sveltejs\/kit\/src\/(?!runtime\/(?:client\/(?:entry|payload)|components\/layout)))|@oxc-project/;

export default defineConfig({
  plugins: [
    announcerWithoutStyle,
    doorsPassOn,
    wordsForPages,
    wordsUsed,
    noSchemas,
    endpointsByPath,
    svelteWithoutUnused,
    noSourceText,
    staffPagesApart,
    preloadLess(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      // Hashes, not nonces: pages that are the same for everybody are served from memory.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:', 'blob:'],
          // A recording is listened to before it is sent.
          'media-src': ['self', 'blob:'],
          'connect-src': ['self'],
          'font-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // By us, after load and idle: src/platform/client/service-worker.ts.
      serviceWorker: { register: false },
      paths: { relative: false },
    }),
  ],
  // A first visit asks for few files: each costs a slow phone a round trip and half a kilobyte of headers.
  environments: {
    client: {
      build: {
        rolldownOptions: {
          preserveEntrySignatures: 'allow-extension',
          output: {
            codeSplitting: {
              includeDependenciesRecursively: false,
              groups: [
                { name: 'framework', test: FRAMEWORK },
                { name: 'shell', test: SHELL },
                { name: 'lesson-card', test: LESSON_CARD },
              ],
            },
          },
        },
      },
    },
  },
  build: { target: ['chrome91', 'firefox90', 'safari15'], reportCompressedSize: false },
});
