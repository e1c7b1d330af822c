import { expect, test } from 'vitest';
import { Gathering } from './gathering.ts';

// A test that waits for it would end by its own limit.
const LONG_MS = 3_600_000;

test('a moment is over by itself', async () => {
  await expect(new Gathering(1).moment()).resolves.toBeUndefined();
});

test('a moment that is ended early is over, and the next one is its own', async () => {
  const gathering = new Gathering(LONG_MS);
  const first = gathering.moment();
  gathering.end();
  await first;
  gathering.end();
  let over = false;
  const second = gathering.moment().then(() => {
    over = true;
  });
  await new Promise(setImmediate);
  expect(over).toBe(false);
  gathering.end();
  await second;
});
