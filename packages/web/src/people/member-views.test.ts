import { type Actor, audiencesOf, RIGHTS, ROLES } from '@armistice/core/rights';
import { expect, test } from 'vitest';
import { memberViews, rolesOfPage } from './member-views.ts';
import type { RightsTable } from './rights.ts';
import { audienceFor } from './use-audience.ts';

// What is offered to the officer of one party is offered to the other's: a view hangs on the role, and on nothing else.

const TABLE: RightsTable = { roles: ROLES, rights: RIGHTS as unknown as RightsTable['rights'] };
const OTHER: { readonly [party: string]: string } = { north: 'south', south: 'north' };
const officer = (party: string): Actor => ({ handle: `lo-${party}`, roles: ['liaison-officer'], party });
const shown = (actor: Actor, chosen?: string) => {
  const audiences = audiencesOf(actor, 0);
  return {
    views: memberViews(TABLE, { roles: actor.roles, needs: null }),
    reads: audiences,
    as: audienceFor({ audiences, ...(actor.party === undefined ? {} : { party: actor.party }) }, chosen),
  };
};
const exchanged = (name: string) => OTHER[name] ?? name;

test.each([undefined, 'public', 'mission', 'partners', 'north', 'south', 'vault', 'nobody'])(
  'both officers are offered the same views, and read them as the same audience (chosen: %s)',
  (chosen) => {
    const [north, south] = [
      shown(officer('north'), chosen),
      shown(officer('south'), chosen === undefined ? undefined : exchanged(chosen)),
    ];
    expect(south.views).toEqual(north.views);
    expect(south.reads.map(exchanged)).toEqual(north.reads);
    expect(exchanged(south.as)).toBe(north.as);
  },
);

test('an officer reads as their own party, files for it, and is offered no view of the staff', () => {
  expect(shown(officer('north'))).toEqual({
    views: ['/field'],
    reads: ['public', 'north'],
    as: 'north',
  });
});

test('no view is offered to whoever lacks the second factor, or is no member', () => {
  for (const needs of ['second-factor', 'membership'] as const)
    expect(memberViews(TABLE, { roles: ROLES, needs })).toEqual([]);
  expect(memberViews(TABLE, { roles: ['public'], needs: null })).toEqual([]);
});

test.each([
  ['/queue', 'claim'],
  ['/bulletins/draft', 'draft-bulletin'],
  ['/bulletins/draft/AAAAAAAAAAAAAAAAAAAAAA', 'publish'],
] as const)('who may see %s are those who hold "%s"', (path, act) => {
  const may = rolesOfPage(TABLE, path);
  const by: object = RIGHTS.find((row) => row.act === act)?.by ?? {};
  expect(may).toEqual(ROLES.filter((role) => role in by));
  expect(may).toContain('head');
  expect(may).not.toContain('public');
});

test.each(['/', '/bulletins', '/bulletins/2026-001', '/situation'])('%s is for everyone', (path) => {
  expect(rolesOfPage(TABLE, path)).toEqual([]);
});
