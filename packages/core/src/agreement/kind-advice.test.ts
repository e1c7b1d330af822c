import { expect, test } from 'vitest';
import { kindAdvice } from './kind-advice.ts';
import { testAgreement } from './testing.ts';

test('an activity whose kind of report is misspelt is told the kind that is meant; one of its own is left alone', () => {
  const said = (...is: readonly string[]) =>
    kindAdvice(testAgreement({ activities: { attack: { name: 'an attack', is } } })).map(
      ({ message }) => message,
    );
  expect(said('mortar-fires')).toEqual([expect.stringContaining('did you mean "mortar-fire"?')]);
  expect(said('fire', 'mortar-fire', 'assault')).toEqual([]);
});
