import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Header } from './entry.ts';
import type { Json } from './json.ts';
import { applyKeyEntry, keyInForce, openRegister } from './keys.ts';
import { expectAccepted } from './refusal.ts';
import { type TestKey, TestLog, testKey } from './testing.ts';

const log = new TestLog();
const registrar = testKey('registrar');

function keyEntry(by: string, open: Json, kind = 'key'): Header {
  return {
    v: 1,
    kind,
    mission: log.mission,
    at: 7,
    by,
    audience: 'public',
    body: { open },
    authored: { at: 7, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' },
  };
}

const opened = expectAccepted(openRegister(keyEntry(registrar.id, log.genesis(), 'mission')));
describe('for any sequence of introductions, rotations and revocations', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const keys = new Map(names.map((name) => [name, testKey(name)] as const));
  const step = fc.record({
    action: fc.constantFrom('introduce', 'rotate', 'revoke'),
    by: fc.constantFrom('registrar', 'registrar', ...names),
    target: fc.constantFrom(...names),
    key: fc.constantFrom(...names),
    gap: fc.integer({ min: 1, max: 3 }),
  });

  /** The rules as they read, over plain intervals: in force after `since` and before `until`. */
  function model(): {
    holds(id: string, index: number): boolean;
    known: Map<string, { since: number; until: number }>;
  } {
    const known = new Map([['registrar', { since: 0, until: Number.POSITIVE_INFINITY }]]);
    return {
      known,
      holds(name, index) {
        const one = known.get(name);
        return (
          one !== undefined &&
          (index > one.since || (index === one.since && index === 0)) &&
          index < one.until
        );
      },
    };
  }

  test('a key is in force exactly between its entries, and a revoked one never comes back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let register = opened;
        const { known, holds } = model();
        const idOf = (name: string) => (name === 'registrar' ? registrar : (keys.get(name) as TestKey)).id;
        let index = 0;
        for (const { action, by, target, key, gap } of steps) {
          index += gap;
          const { jwk } = keys.get(key) as TestKey;
          const open: Json =
            action === 'introduce'
              ? { action, key: jwk, role: 'party', subject: key }
              : action === 'rotate'
                ? { action, replaces: idOf(target), key: jwk }
                : { action, revokes: idOf(target) };
          const mayAct =
            holds(by, index) && (by === 'registrar' || (action !== 'introduce' && by === target));
          const ends = action !== 'introduce';
          const begins = action !== 'revoke';
          const valid = mayAct && (!ends || holds(target, index)) && (!begins || !known.has(key));
          const result = applyKeyEntry(register, keyEntry(idOf(by), open), index);
          expect(result.ok).toBe(valid);
          if (!result.ok) continue;
          register = result.value;
          if (ends) known.set(target, { since: known.get(target)?.since ?? 0, until: index });
          if (begins) known.set(key, { since: index, until: Number.POSITIVE_INFINITY });
        }
        for (const name of ['registrar', ...names]) {
          for (let at = 0; at <= index + 2; at++) {
            expect(keyInForce(register, idOf(name), at) !== undefined).toBe(holds(name, at));
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
