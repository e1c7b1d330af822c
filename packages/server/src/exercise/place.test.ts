import { readFileSync } from 'node:fs';
import { expectAccepted } from '@armistice/core/base';
import { readLine, readZone, signedDistancesToLine } from '@armistice/core/geo';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, lineLatitude, mirrored, northward, readPlace, roughMetres } from './place.ts';
import { loadPlace } from './place-files.ts';

const place = await loadPlace();
const file = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../exercise/place/${name}.geojson`, import.meta.url), 'utf8'));
const line = expectAccepted(readLine(file('line')));

/** Metres from the line, positive on the left of somebody who walks it eastwards: north. */
function fromLine(at: readonly [number, number]): number {
  const metres = new Float64Array(1);
  signedDistancesToLine(line, Float64Array.of(at[0], at[1]), metres);
  return metres[0] ?? Number.NaN;
}

describe('the place of the exercise', () => {
  test('has a line of contact of about 150 km that the kernel of geometry reads', () => {
    expect(line.chains).toHaveLength(1);
    expect(line.chains[0]?.length).toBeGreaterThan(145_000);
    expect(line.chains[0]?.length).toBeLessThan(160_000);
  });

  test('gives both parties the same number of everything', () => {
    const count = (type: string, party: string) =>
      place.sites.filter((one) => one.type === type && one.party === party).length;
    for (const [type, each] of Object.entries({
      post: 40,
      camera: 22,
      acoustic: 8,
      uav: 2,
      patrol: 6,
      committee: 4,
      liaison: 1,
      media: 2,
    }))
      expect([type, count(type, 'north'), count(type, 'south')]).toEqual([type, each, each]);
    expect(place.sites.filter((one) => one.type === 'camera')).toHaveLength(45);
    expect(place.towns.filter((one) => one.party === 'north')).toHaveLength(place.towns.length / 2);
    for (const type of ['training-area', 'demining-site', 'storage-site'])
      expect(new Set(place.zones.filter((one) => one.type === type).map((one) => one.party)).size).toBe(2);
  });

  test.each(['sites', 'towns'] as const)('has its %s on the side of the party that they say', (kind) => {
    for (const one of place[kind]) {
      if (!place.parties.includes(one.party)) continue;
      expect([one.id, fromLine(one.at) * northward(place, one.party) > 0]).toEqual([one.id, true]);
    }
  });

  test('has zones that the kernel of geometry reads, on their side of the line', () => {
    for (const zone of place.zones) {
      expect(readZone({ type: 'Polygon', coordinates: zone.polygon }).ok).toBe(true);
      if (!place.parties.includes(zone.party)) continue;
      for (const corner of zone.polygon[0] ?? [])
        expect([zone.id, fromLine(corner) * northward(place, zone.party) > 0]).toEqual([zone.id, true]);
    }
  });

  test('has every handle once, and names in five languages', () => {
    const handles = place.sites.map((one) => one.id);
    expect(new Set(handles).size).toBe(handles.length);
    for (const { names } of [...place.towns, ...place.zones])
      for (const language of LANGUAGES) expect(names[language].length).toBeGreaterThan(2);
    expect(new Set(place.towns.map((one) => one.names.ar)).size).toBe(place.towns.length);
  });

  test('keeps the post of the first report where it stands', () => {
    expect(place.sites.find((one) => one.id === 'post-3')?.at).toEqual([-28.0312, 42.0467]);
  });

  test('says in every file that it is an exercise, and is refused where one does not', () => {
    const files = {
      line: file('line'),
      towns: file('towns'),
      sources: file('sources'),
      zones: file('zones'),
    };
    expect(readPlace(files).ok).toBe(true);
    for (const name of ['line', 'towns', 'sources', 'zones'] as const) {
      const { exercise: _gone, ...rest } = files[name] as { exercise: boolean };
      const read = readPlace({ ...files, [name]: rest });
      expect(read).toMatchObject({ ok: false, refusal: { code: 'exercise/place' } });
      const denied = readPlace({ ...files, [name]: { ...rest, exercise: false } });
      expect(denied).toMatchObject({ ok: false, refusal: { code: 'exercise/place' } });
    }
  });

  test('seen twice in a mirror is itself', () => {
    const twice = mirrored(mirrored(place, 42), 42);
    expect(twice.sites.map((one) => [one.id, one.party])).toEqual(
      place.sites.map((one) => [one.id, one.party]),
    );
    for (const [k, site] of twice.sites.entries())
      expect(roughMetres(site.at, place.sites[k]?.at ?? [0, 0])).toBeLessThan(0.2);
    const flipped = mirrored(place, 42);
    expect(lineLatitude(flipped, -28.0616)).toBeCloseTo(84 - lineLatitude(place, -28.0616), 6);
  });
});
