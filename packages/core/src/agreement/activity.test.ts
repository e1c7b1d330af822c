import { expect, test } from 'vitest';
import { whetherActivity } from './activity.ts';

// Weapons kept back from a line are breached by their presence, and a shot shows it where it was fired, not where it fell.
test.each([
  ['a shot seen to leave there', { kind: 'mortar-fire', phase: 'outgoing' }, 'yes'],
  ['an impact that tells where it came from', { kind: 'mortar-fire', phase: 'impact', firedFrom: {} }, 'yes'],
  ['an impact', { kind: 'mortar-fire', phase: 'impact' }, 'no'],
  ['a projectile in flight', { kind: 'mortar-fire', phase: 'in-flight' }, 'no'],
  ['fire whose end nobody stated', { kind: 'mortar-fire' }, 'unknown'],
  ['fire whose end could not be told', { kind: 'mortar-fire', phase: 'undetermined' }, 'unknown'],
  ['an explosion, which need not be fire', { kind: 'explosion', firedFrom: {} }, 'no'],
  ['a flare', { kind: 'flare' }, 'no'],
])('%s shows a weapon present: %o, %s', (_, event, is) => {
  const answer = whetherActivity('presence', undefined, event);
  expect(answer.is).toBe(is);
  expect(answer.is === 'unknown' ? answer.missing : undefined).toBe(is === 'unknown' ? 'phase' : undefined);
});
