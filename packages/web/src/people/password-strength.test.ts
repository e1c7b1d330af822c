import { expect, test } from 'vitest';
import { LEAST_LENGTH, strengthOf } from './password-strength.ts';

test.each([
  ['rust', 'short'],
  ['a'.repeat(LEAST_LENGTH - 1), 'short'],
  ['a'.repeat(40), 'weak'],
  ['123456789012345', 'weak'],
  ['abababababababab', 'weak'],
  ['duty-north-2026', 'handle'],
  ['kettle-orchid-9', 'fair'],
  ['kettle orchid sunday bridge', 'strong'],
  ['чайник орхідея неділя міст', 'strong'],
])('the password %s stands as %s', (password, state) => {
  expect(strengthOf(password, 'duty-north').state).toBe(state);
});

test('what is missing from the least length is told in characters as a person counts them', () => {
  expect(strengthOf('🗝🗝🗝', 'x')).toEqual({ state: 'short', missing: LEAST_LENGTH - 3 });
});
