import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@armistice/source'] } },
  resolve: { conditions: ['@armistice/source'] },
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'interop/**/*.test.ts'],
    reporters: ['default', './vitest.reporter.ts'],
    testTimeout: 60_000,
  },
});
