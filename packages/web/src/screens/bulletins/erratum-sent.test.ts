import { expect, test } from 'vitest';
import { erratumSent } from './erratum-sent.ts';

test('an erratum to a bulletin of the mission is asked for the mission, and no other makes it public', () => {
  const body = { bulletin: '20/2026' };
  expect(erratumSent({ audience: 'mission' }, body)).toEqual({ kind: 'erratum', audience: 'mission', body });
  expect(erratumSent({ audience: 'public' }, body).audience).toBe('public');
});
