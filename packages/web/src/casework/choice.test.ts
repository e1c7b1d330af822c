import { describe, expect, test } from 'vitest';
import type { StepMove } from './account.ts';
import { attributionBody, attributionFields } from './attribution.ts';
import { choiceIn, moveOf, stepIn } from './choice.ts';
import { isWordless, voteOf } from './vote-fields.tsx';

// While somebody writes their reason others decide too. What is sent is what was chosen and what is seen, or nothing.

const step = (axis: string, to: string, more: Partial<StepMove> = {}): StepMove => ({
  ...{
    act: `${axis}: ${to}`,
    allowed: true,
    roles: ['duty-officer'],
    axis,
    from: 'alleged',
    to,
    needs: [],
    unmet: [],
  },
  ...more,
});
const status = (to: string) => step('status', to);

describe('a status', () => {
  const open = [status('under inquiry'), status('corroborated'), status('refuted')];

  test('is nobody’s word before it is chosen', () => {
    expect(stepIn(open, '')).toEqual({ one: undefined, isGone: false });
  });

  test('that is chosen stays chosen while others come and go', () => {
    expect(stepIn([status('verified'), ...open.slice(1)], 'corroborated').one?.to).toBe('corroborated');
  });

  test('that a colleague has written first is gone, and no other takes its place', () => {
    const left = open.filter(({ to }) => to !== 'corroborated');
    expect(stepIn(left, 'corroborated')).toEqual({ one: undefined, isGone: true });
  });

  test('is not signed with a key, and waits for nobody, before it is chosen', () => {
    const signed = step('status', 'verified', { ownKey: true, second: 'another-person' });
    expect(moveOf([signed], undefined)).toEqual({
      ...{ act: 'status: verified', allowed: true, roles: ['duty-officer'] },
    });
    expect(moveOf([signed], signed)).toBe(signed);
    expect(moveOf([], undefined)).toBeUndefined();
  });
});

test('the clause of a finding is the one that was chosen, however the indications change their order', () => {
  const clauses = ['a:3', 'a:7', 'a:9'];
  const chosen = choiceIn(clauses, 'a:7', (one) => one);
  expect(choiceIn(clauses.toReversed(), 'a:7', (one) => one)).toEqual(chosen);
  expect(choiceIn(clauses, '', (one) => one).one).toBeUndefined();
});

describe('an attribution', () => {
  const typed = { to: '', party: 'south', basis: ' bearings ', confidence: '0.9', reason: 'two posts' };
  const written = (to: string, { isParty = false, ownKey = false } = {}) => {
    const chosen = step('attribution', to, ownKey ? { ownKey: true } : {});
    return attributionBody('i-1', { ...typed, to }, chosen, attributionFields(chosen, isParty));
  };
  const named = { incident: 'i-1', reason: 'two posts' };

  test.each([
    ['undetermined', {}],
    ['disputed', {}],
    ['admitted', { party: 'south', basis: 'bearings' }],
    ['assessed', { party: 'south', basis: 'bearings', confidence: 0.9 }],
    ['claimed', { party: 'south', saidBy: 'south', basis: 'bearings' }],
  ])('as %s says what its form shows, and nothing that was typed under another choice', (to, said) => {
    expect(written(to)).toEqual({ ...named, attribution: to, ...said });
  });

  test('that a party claims for itself names nobody else', () => {
    expect(written('claimed', { isParty: true, ownKey: true })).toEqual({
      ...{ ...named, attribution: 'claimed', basis: 'bearings' },
    });
  });
});

describe('a dissent', () => {
  test('without words is asked for, and not signed away', () => {
    expect(isWordless({ dissenter: 'north', dissent: '  ' })).toBe(true);
    expect(isWordless({ dissenter: '', dissent: 'left from before' })).toBe(false);
  });

  test('stands beside the vote in the words of who did not agree', () => {
    const dissent = { dissenter: 'north', dissent: ' Not proved. ' };
    expect(isWordless(dissent)).toBe(false);
    expect(voteOf({ north: 'against', south: 'for' }, dissent)).toEqual({
      vote: { against: { north: 1 }, for: { south: 1 } },
      dissent: [{ by: 'north', text: 'Not proved.' }],
    });
  });
});
