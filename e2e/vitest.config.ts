import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@armistice/source'] } },
  resolve: { conditions: ['@armistice/source'] },
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/server.ts'],
    reporters: ['default', './vitest.reporter.ts'],
    // One server and one browser at a time: the tests share what the server has recorded.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A machine that also builds is slow; what never comes still fails.
    expect: { poll: { timeout: 30_000 } },
  },
});
