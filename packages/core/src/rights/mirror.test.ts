import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MISSION } from '../mission/index.ts';
import { PUBLIC } from '../record/index.ts';
import { type Actor, audiencesOf, MEDIATION, PARTNERS, VAULT } from './actor.ts';
import { ACTS } from './acts.ts';
import { type Answer, agrees, holds, may, type Target } from './may.ts';
import { ROLES } from './roles.ts';

// Whatever one party's people may do, the other's may, and nothing else: with the parties exchanged, in who asks and in
// what is asked, every answer is the same.

const NOW = Date.parse('2026-11-20T06:00:00Z');
const OTHER: { readonly [party: string]: string } = { north: 'south', south: 'north' };
const exchanged = (name: string): string => OTHER[name] ?? name;

const parties = fc.constantFrom('north', 'south');
const actors: fc.Arbitrary<Actor> = fc
  .record(
    {
      handle: fc.constantFrom('a', 'b', 'north', 'south'),
      roles: fc.subarray([...ROLES]),
      party: parties,
      // A party may sit in a body of its own name, and file from a source of it.
      bodies: fc.subarray(['commission', 'north', 'south']),
      sources: fc.subarray(['camera-1', 'north', 'south']),
      from: fc.constantFrom(NOW - 1, NOW + 1),
      until: fc.constantFrom(NOW, NOW + 2),
    },
    { requiredKeys: ['handle', 'roles'] },
  )
  .map((actor) => actor as Actor);
const targets: fc.Arbitrary<Target> = fc
  .record(
    {
      audience: fc.constantFrom(PUBLIC, MISSION, PARTNERS, VAULT, MEDIATION, 'north', 'south', 'commission'),
      party: parties,
      body: fc.constantFrom('commission', 'north', 'south'),
      source: fc.constantFrom('camera-1', 'north', 'south'),
      authors: fc.subarray(['a', 'b', 'north', 'south']),
    },
    { requiredKeys: ['audience'] },
  )
  .map((target) => target as Target);

function actorExchanged(actor: Actor): Actor {
  const { handle, party, bodies, sources } = actor;
  return {
    ...actor,
    handle: exchanged(handle),
    ...(party === undefined ? {} : { party: exchanged(party) }),
    ...(bodies === undefined ? {} : { bodies: bodies.map(exchanged) }),
    ...(sources === undefined ? {} : { sources: sources.map(exchanged) }),
  };
}

function targetExchanged(target: Target): Target {
  const { audience, party, body, source, authors } = target;
  return {
    ...target,
    audience: exchanged(audience),
    ...(party === undefined ? {} : { party: exchanged(party) }),
    ...(body === undefined ? {} : { body: exchanged(body) }),
    ...(source === undefined ? {} : { source: exchanged(source) }),
    ...(authors === undefined ? {} : { authors: authors.map(exchanged) }),
  };
}

const SEED = 20_261_122;

test(`with the parties exchanged every decision about rights is the same (seed ${SEED})`, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(actors, actors, fc.constantFrom(...ACTS), targets, (actor, second, act, target) => {
      const [other, otherSecond, mirrored] = [
        actorExchanged(actor),
        actorExchanged(second),
        targetExchanged(target),
      ];
      const answer: Answer = may(actor, act, target, NOW);
      expect(may(other, act, mirrored, NOW)).toEqual(answer);
      expect(agrees(other, otherSecond, act, mirrored, NOW)).toEqual(agrees(actor, second, act, target, NOW));
      expect(holds(other, act, mirrored.audience, NOW)).toBe(holds(actor, act, target.audience, NOW));
      const told = answer.allowed ? 'allowed' : answer.why;
      seen.set(told, (seen.get(told) ?? 0) + 1);
    }),
    { numRuns: 4000, seed: SEED },
  );
  // Answers of both kinds were compared, those that hang on a party among them.
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining(['allowed', 'no-right', 'not-of-audience', 'other-party']),
  );
});

test(`and so is what each may read (seed ${SEED})`, () => {
  fc.assert(
    fc.property(actors, (actor) => {
      const mirrored = audiencesOf(actorExchanged(actor), NOW).map(exchanged);
      expect(mirrored.toSorted()).toEqual([...audiencesOf(actor, NOW)].toSorted());
    }),
    { numRuns: 1000, seed: SEED },
  );
});
