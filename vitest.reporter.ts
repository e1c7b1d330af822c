import type { Reporter, TestModule } from 'vitest/node';

/**
 * Closes a run with one plain line, `N passed, N failed, N skipped`; a file that does not import counts as failed.
 * Before it, each reason for which tests were skipped stands on a line of its own, so that no skip goes unseen.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    let passed = 0;
    let failed = errors.length;
    const skipped = new Map<string, number>();
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'failed') failed += 1;
        else {
          const reason = ('note' in result ? result.note : undefined) ?? 'no reason given';
          skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
        }
      }
    }
    const total = [...skipped.values()].reduce((sum, count) => sum + count, 0);
    for (const [reason, count] of skipped) console.log(`\nskipped ${count}: ${reason}`);
    console.log(`\n${passed} passed, ${failed} failed${total > 0 ? `, ${total} skipped` : ''}`);
  }
}
