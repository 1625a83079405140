import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['tests/setup/database.ts', 'tests/setup/release.ts'],
    pool: 'forks',
    // On a cluster all files share one database.
    fileParallelism: !process.env['BDHVS_TEST_CLUSTER'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
  },
});
