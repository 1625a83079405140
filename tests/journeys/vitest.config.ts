import { defineConfig } from 'vitest/config';

/** Journeys: few, long, one after another, in a real browser against the real product. */
export default defineConfig({
  test: {
    include: ['tests/journeys/**/*.journey.ts'],
    globalSetup: ['tests/journeys/support/setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 200_000,
    env: { TZ: 'UTC' },
  },
});
