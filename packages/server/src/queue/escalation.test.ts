import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GRAVE_KINDS, MANY_NEAR, NEAR_METRES, NEAR_MS, riskOf, type Weighed } from './escalation.ts';
import { Nearby } from './nearby.ts';

const weighed = (kind: string, change: object = {}, near = 0): Weighed => ({
  incident: { kind, ...change },
  near,
});

describe('the risk of escalation', () => {
  test.each([
    ['a single shot far from everything', weighed('shot'), 'low', []],
    ['persons killed or hurt', weighed('casualty'), 'high', ['casualties']],
    ['fire at monitors', weighed('fire-on-monitors'), 'high', ['fire-on-monitors']],
    ['one shell', weighed('mortar-fire'), 'raised', ['heavy-weapon']],
    [
      'a blast of a 120 mm weapon',
      weighed('explosion', { weapon: { calibre: 120 } }),
      'raised',
      ['heavy-weapon'],
    ],
    ['a blast of an 82 mm weapon of no class', weighed('explosion', { weapon: { calibre: 82 } }), 'low', []],
    ['shots among several others', weighed('shot', {}, 3), 'low', ['near']],
    [
      'shells in a zone amid a barrage',
      { ...weighed('artillery-fire', {}, 12), zone: 'a:1' },
      'high',
      ['heavy-weapon', 'near', 'zone'],
    ],
  ] as const)('%s', (_name, given, level, reasons) => {
    const risk = riskOf(given);
    expect([risk.level, risk.reasons.map(({ is }) => is)]).toEqual([level, reasons]);
    expect(risk.points).toBe(risk.reasons.reduce((sum, { points }) => sum + points, 0));
  });

  test('more of anything never lowers it', () => {
    const kinds = fc.constantFrom('shot', 'explosion', 'casualty', ...GRAVE_KINDS);
    fc.assert(
      fc.property(kinds, fc.nat(30), fc.nat(20), fc.boolean(), (kind, near, more, isIn) => {
        const before = riskOf(weighed(kind, {}, near));
        const after = riskOf({ ...weighed(kind, {}, near + more), ...(isIn ? { zone: 'a:1' } : {}) });
        expect(after.points).toBeGreaterThanOrEqual(before.points);
      }),
    );
  });
});

describe('what is near in place and time', () => {
  const spot = fc.record({
    longitude: fc.double({ min: -28.3, max: -28, noNaN: true }),
    latitude: fc.double({ min: 41.9, max: 42.1, noNaN: true }),
    at: fc.integer({ min: 0, max: 3 * NEAR_MS }),
  });

  test('is found by cells as by comparing each with each', () => {
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 40 }), (spots) => {
        const nearby = new Nearby();
        for (const [at, one] of spots.entries()) nearby.put(String(at), one);
        for (const [at, one] of spots.entries()) {
          const others = spots.filter((other, place) => {
            const north = (one.latitude - other.latitude) * 111_320;
            const middle = ((one.latitude + other.latitude) / 2) * (Math.PI / 180);
            const east = (one.longitude - other.longitude) * 111_320 * Math.cos(middle);
            const isNear = Math.hypot(north, east) <= NEAR_METRES && Math.abs(one.at - other.at) <= NEAR_MS;
            return place !== at && isNear;
          });
          expect(nearby.count(String(at))).toBe(Math.min(MANY_NEAR, others.length));
        }
      }),
    );
  });

  test('is forgotten with what it was', () => {
    const nearby = new Nearby();
    for (const name of ['a', 'b', 'c']) nearby.put(name, { longitude: -28, latitude: 42, at: 0 });
    nearby.delete('b');
    nearby.put('c', { longitude: -27, latitude: 42, at: 0 });
    expect([nearby.count('a'), nearby.count('b'), nearby.count('c')]).toEqual([0, 0, 0]);
  });
});
