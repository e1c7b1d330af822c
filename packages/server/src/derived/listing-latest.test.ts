import { type Incident, newMissionState } from '@armistice/core/mission';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incidentMatches } from '../store/matches.ts';
import type { IncidentQuery } from '../store/query.ts';
import { incidentNumbered } from '../store/testing.ts';
import { latestIncidentsOf } from './listing.ts';
import { MissionMap } from './map.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const time = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

interface Row {
  readonly minute: number;
  readonly lasts: number;
  readonly at: readonly [number, number];
  readonly basis: string;
  readonly kind: Incident['kind'];
}

function incidentOf(number: number, { minute, lasts, at, basis, kind }: Row): Incident {
  const from = NOON + minute * MINUTE;
  const one = incidentNumbered(number, basis);
  const occurred = { ...one.occurred, from: time(from), to: time(from + lasts * MINUTE) };
  return { ...one, kind, occurred, place: { ...one.place, at } };
}

function missionOf(all: readonly Incident[]) {
  const view = newMissionState();
  for (const one of all) view.incidents.set(one.id, one);
  const map = new MissionMap(view);
  map.take({ incidents: new Set(all.map(({ id }) => id)), reports: new Set() });
  return { view, map };
}

/** As the database orders them: the latest first, and by their ids backwards where they began at once. */
function naive(all: readonly Incident[], query: IncidentQuery): readonly string[] {
  const wanted = all.filter((one) =>
    incidentMatches(
      query,
      one,
      () => [],
      () => [],
    ),
  );
  const later = (a: Incident, b: Incident) =>
    Date.parse(b.occurred.from) - Date.parse(a.occurred.from) || (a.id < b.id ? 1 : -1);
  return wanted.toSorted(later).map(({ id }) => id);
}

/** Page after page. */
function listed(mission: ReturnType<typeof missionOf>, query: IncidentQuery): readonly string[] {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const more = after === undefined ? {} : { after };
    const { found, next } = latestIncidentsOf(mission.view, mission.map, { ...query, ...more });
    expect(found.length).toBeLessThanOrEqual(query.limit);
    // A page that has another one behind it is full.
    if (next !== undefined) expect(found).toHaveLength(query.limit);
    ids.push(...found.map(({ incident }) => incident.id));
    if (next === undefined) return ids;
    after = next;
  }
}

const row: fc.Arbitrary<Row> = fc.record({
  // Few minutes, so that many begin at once.
  minute: fc.integer({ min: 0, max: 12 }),
  lasts: fc.integer({ min: 0, max: 5 }),
  // A millionth of a degree is less than a cell of the map.
  at: fc
    .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 }))
    .map(([x, y]) => [x / 1e6, y / 1e6] as const),
  basis: fc.constantFrom('public', 'mission'),
  kind: fc.constantFrom('explosion', 'shot'),
});

test('pages of the latest are all that match, once each, in the order of the database, however short the pages', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.constantFrom('explosion', 'shot')),
      fc.option(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 0, max: 6 }))),
      fc.option(fc.integer({ min: 0, max: 12 })),
      (rows, limit, kind, box, from) => {
        const all = rows.map((one, i) => incidentOf(i + 1, one));
        const query: IncidentQuery = {
          ...{ bases: ['public'], order: 'latest', limit },
          ...(kind === null ? {} : { kind }),
          ...(box === null ? {} : { bbox: [box[0] / 1e6, -1, (box[0] + box[1]) / 1e6, 1] }),
          ...(from === null
            ? {}
            : { from: time(NOON + from * MINUTE), to: time(NOON + (from + 3) * MINUTE) }),
        };
        expect(listed(missionOf(all), query)).toEqual(naive(all, query));
      },
    ),
  );
});

test('of thousands the few that began last come first', () => {
  const all = Array.from({ length: 3_000 }, (_, i) =>
    incidentOf(i + 1, {
      minute: (i * 7919) % 3_000,
      lasts: 1,
      at: [i / 1e3, 0],
      basis: 'public',
      kind: 'shot',
    }),
  );
  const query: IncidentQuery = { order: 'latest', limit: 7 };
  const { found, next } = latestIncidentsOf(...partsOf(missionOf(all)), query);
  expect(found.map(({ incident }) => incident.id)).toEqual(naive(all, query).slice(0, 7));
  const second = latestIncidentsOf(...partsOf(missionOf(all)), { ...query, after: next ?? '' });
  expect(second.found.map(({ incident }) => incident.id)).toEqual(naive(all, query).slice(7, 14));
});

function partsOf({ view, map }: ReturnType<typeof missionOf>) {
  return [view, map] as const;
}
