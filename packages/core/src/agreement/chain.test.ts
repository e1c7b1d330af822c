import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Fact } from './facts.ts';
import { anchor, testAgreement } from './testing.ts';

// Fire is returned lawfully after an attack of the other side, a call that failed, and an order: in that order, and for as
// long as they hold.

const agreementWith = (order: object = {}, call: object = {}) =>
  testAgreement({
    events: {
      attack: { name: 'attack' },
      call: { name: 'call' },
      order: { name: 'order' },
      told: { name: 'told' },
    },
    clauses: [
      { id: '1', forbid: 'fire', anchor },
      {
        id: '2',
        permit: 'fire',
        lifts: '1',
        chain: [
          { fact: 'attack', by: 'other' },
          { fact: 'call', ...call },
          { fact: 'order', by: 'same', ...order },
          { fact: 'told', by: 'same', later: true },
        ],
        anchor,
      },
    ],
  });
const on = (day: number, hour: string) => `2026-12-${String(day).padStart(2, '0')}T${hour}:00Z`;
const attack = (day: number, hour = '08:00', value?: object): Fact =>
  fact('attack', on(day, hour), value, 'north');
const call = (day: number, hour = '09:00'): Fact => fact('call', on(day, hour));
const order = (day: number, hour = '10:00', value?: object): Fact =>
  fact('order', on(day, hour), value, 'south');
const told = (day: number, hour = '13:00'): Fact => fact('told', on(day, hour), undefined, 'south');
function fact(name: string, at: string, value?: object, by?: string): Fact {
  return {
    fact: name,
    at,
    ...(by === undefined ? {} : { by }),
    ...(value === undefined ? {} : { value }),
  };
}
const until = (day: number, hour: string) => ({ until: on(day, hour) });
/** What the shot would be if the south fired it, and what is missing. */
const ifSouth = (at: string, facts: readonly Fact[], agreement = agreementWith()) => {
  const shot = { id: 'e', kind: 'explosion', phase: 'impact', occurred: { from: at, to: at } };
  const found = evaluate(agreement, shot, { facts })[0];
  const missing = found?.missing === undefined || found.missing === 'actor' ? [] : [found.missing];
  return [found?.ifBy.south, ...missing];
};

describe('a chain wears out', () => {
  const first = [attack(1), call(1), order(1, '10:00', until(1, '14:00')), told(1)];

  test('it lifts until its order runs out, and not from that moment on', () => {
    expect(ifSouth(on(1, '13:59'), first)).toEqual(['permitted']);
    expect(ifSouth(on(1, '14:00'), first)).toEqual(['breach']);
    expect(ifSouth(on(28, '12:00'), first)).toEqual(['breach']);
  });

  test('it ends with the attack, or with the order once that is taken back', () => {
    const over = [attack(1, '08:00', until(1, '11:00')), ...first.slice(1)];
    expect(ifSouth(on(1, '10:59'), over)).toEqual(['permitted']);
    expect(ifSouth(on(1, '11:00'), over)).toEqual(['breach']);
    const back = [...first, order(1, '12:00', { given: false })];
    expect(ifSouth(on(1, '11:59'), back)).toEqual(['permitted']);
    expect(ifSouth(on(1, '12:00'), back)).toEqual(['breach']);
  });

  test('where nothing says how long it holds its end is missing, unless the text says so', () => {
    const endless = [attack(1), call(1), order(1), told(1)];
    expect(ifSouth(on(1, '12:00'), endless)).toEqual(['undetermined', 'end of order']);
    const aDay = agreementWith({ lasts: '24 h' });
    expect(ifSouth(on(2, '09:59'), endless, aDay)).toEqual(['permitted']);
    expect(ifSouth(on(2, '10:00'), endless, aDay)).toEqual(['breach']);
    expect(ifSouth(on(28, '12:00'), endless, agreementWith({ standing: true }))).toEqual(['permitted']);
  });

  test('an order is taken back by whoever gave it, or by a word that names nobody', () => {
    const standing = agreementWith({ standing: true });
    const given = [attack(1), call(1), order(1), told(1)];
    const back: Fact = { fact: 'order', at: on(1, '12:00'), value: { given: false } };
    expect(ifSouth(on(1, '13:00'), given, standing)).toEqual(['permitted']);
    expect(ifSouth(on(1, '13:00'), [...given, back], standing)).toEqual(['breach']);
    expect(ifSouth(on(1, '13:00'), [...given, { ...back, by: 'south' }], standing)).toEqual(['breach']);
    expect(ifSouth(on(1, '13:00'), [...given, { ...back, by: 'north' }], standing)).toEqual(['permitted']);
  });

  test('of more orders at once than can be told apart, which one is missing, and none is a breach', () => {
    const hour = { ...until(28, '00:00') };
    const soon = (n: number) => `10:${String(n % 60).padStart(2, '0')}`;
    const many = Array.from({ length: 70 }, (_, n) => order(2 + Math.floor(n / 60), soon(n), hour));
    const served = [attack(1), call(1), order(1, '10:00', hour), told(1)];
    expect(ifSouth(on(9, '12:00'), [...served, ...many])).toEqual(['undetermined', 'which attack']);
  });

  test('a shot known to within minutes, in which its order ran out, is open', () => {
    const shot = {
      id: 'e',
      kind: 'shot',
      occurred: { from: on(1, '13:50'), to: on(1, '14:10') },
    };
    const [found] = evaluate(agreementWith(), shot, { facts: first });
    expect(found?.ifBy.south).toBe('undetermined');
    const burst = { ...shot, count: { min: 40, best: 40, max: 40 } };
    expect(evaluate(agreementWith(), burst, { facts: first })[0]?.ifBy.south).toBe('breach');
  });

  test('a second attack asks for a call and an order of its own', () => {
    expect(ifSouth(on(2, '12:00'), [...first, attack(2)])).toEqual(['undetermined', 'call']);
    expect(ifSouth(on(2, '12:00'), [...first, attack(2), call(2)])).toEqual(['undetermined', 'order']);
    const again = [...first, attack(2), call(2), order(2, '10:00', until(2, '14:00'))];
    expect(ifSouth(on(2, '12:00'), again)).toEqual(['undetermined', 'told']);
    expect(ifSouth(on(2, '12:00'), [...again, told(2)])).toEqual(['permitted']);
    expect(ifSouth(on(2, '12:00'), [...first, order(2, '10:00', until(2, '14:00')), told(2)])).toEqual([
      'undetermined',
      'attack',
    ]);
  });
});

describe('each chain that could serve is tried, and the newest that serves counts', () => {
  test('an older attack whose call came too late for it does not spoil the newer one', () => {
    const soon = agreementWith({ lasts: '24 h' }, { within: '2 h' });
    const late = [attack(1), call(1, '12:00'), order(1, '12:30'), told(1)];
    expect(ifSouth(on(1, '13:00'), late, soon)).toEqual(['breach']);
    expect(ifSouth(on(1, '13:00'), [...late, attack(1, '11:30')], soon)).toEqual(['permitted']);
  });

  test('a newer order that nobody was told of does not spoil the older one that still holds', () => {
    const both = [
      attack(1),
      call(1),
      order(1, '10:00', until(1, '20:00')),
      told(1, '10:30'),
      order(1, '11:00', until(1, '20:00')),
    ];
    expect(ifSouth(on(1, '12:00'), both)).toEqual(['permitted']);
  });
});
