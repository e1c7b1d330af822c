import { fromBase64Url, SALT_BYTES } from '@armistice/core/record';
import { expect, test } from 'vitest';
import { systemDrafting } from './drafting.ts';

// More than are made at one time.
const MANY = 2_000;

test('every salt is 32 bytes in their one spelling, and none is given out twice', () => {
  const drafting = systemDrafting();
  const salts = Array.from({ length: MANY }, () => drafting.salt());
  for (const salt of salts) expect(fromBase64Url(salt)).toHaveLength(SALT_BYTES);
  expect(new Set(salts).size).toBe(MANY);
  // A place that is the same in all of them would be no chance.
  for (let at = 0; at < SALT_BYTES; at++)
    expect(new Set(salts.map((salt) => fromBase64Url(salt)?.[at])).size).toBeGreaterThan(200);
});

test('randomness that was given out is never changed or given out again', () => {
  const drafting = systemDrafting();
  const drawn = Array.from({ length: MANY }, (_, i) => drafting.random(16 + (i % 3) * 16));
  const before = drawn.map((bytes) => Buffer.from(bytes).toString('hex'));
  for (let i = 0; i < MANY; i++) drafting.random(32);
  expect(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(before);
  expect(new Set(before.map((text) => text.slice(0, 32))).size).toBe(MANY);
  expect(drafting.random(100_000)).toHaveLength(100_000);
});
