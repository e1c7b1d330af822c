import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './vitest.reporter.ts'],
    // Vitest leaves one core free; whoever checks waits for nothing else.
    maxWorkers: '100%',
    projects: [
      // Core has no state and the page keeps none between tests: their files share a process, and are read once.
      project('pure', ['packages/{core,web}/src/**/*.test.{ts,tsx}'], { isolate: false }),
      project(
        'world',
        ['packages/server/src/**/*.test.ts', 'scripts/**/*.test.ts', 'interop/**/*.test.ts'],
        {},
      ),
    ],
  },
});

function project(name: string, include: string[], more: { readonly isolate?: boolean }) {
  return {
    ssr: { resolve: { conditions: ['@armistice/source'] } },
    resolve: { conditions: ['@armistice/source'] },
    test: {
      name,
      include,
      // Room for a loaded machine and an empty build cache: what hangs is found all the same, a little later.
      testTimeout: 120_000,
      hookTimeout: 240_000,
      ...more,
    },
  };
}
