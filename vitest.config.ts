import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@armistice/source'] } },
  resolve: { conditions: ['@armistice/source'] },
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'interop/**/*.test.ts'],
    reporters: ['default', './vitest.reporter.ts'],
    // Room for a loaded machine and an empty build cache: what hangs is found all the same, a little later.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
