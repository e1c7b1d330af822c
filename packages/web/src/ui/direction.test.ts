import { expect, test } from 'vitest';
import { windOf } from './direction.ts';

test.each([
  [0, 'n'],
  [22.4, 'n'],
  [22.6, 'ne'],
  [225, 'sw'],
  [337.4, 'nw'],
  [337.6, 'n'],
  [360, 'n'],
  [-90, 'w'],
])('a bearing of %d degrees is said as %s', (bearing, wind) => {
  expect(windOf(bearing)).toBe(wind);
});
