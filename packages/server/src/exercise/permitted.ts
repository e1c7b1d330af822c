import type { Position } from '@armistice/core/geo';
import type { Episode, Incident, Scene } from './incident.ts';
import type { ZoneSite } from './place.ts';
import { DAY_MS } from './rows.ts';
import { INDIRECT, type Weapon } from './weapons.ts';

// What an agreement permits, and what the ear cannot tell from fire: training in its areas, demining, flares.

const MINUTE = 60_000;

/** Somewhere in a zone that is drawn as a box. */
export function inside(scene: Scene, zone: ZoneSite): Position {
  const ring = zone.polygon[0] ?? [];
  const [longitudes, latitudes] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  const along = (values: readonly number[]) =>
    Math.round(
      scene.chance.between(
        0.9 * Math.min(...values) + 0.1 * Math.max(...values),
        0.1 * Math.min(...values) + 0.9 * Math.max(...values),
      ) * 1e6,
    ) / 1e6;
  return [along(longitudes), along(latitudes)];
}

/** A morning or an afternoon in UTC milliseconds: the place lies two hours west of Greenwich. */
function byDay(scene: Scene, fromHour: number, toHour: number): number {
  return scene.day * DAY_MS + Math.round(scene.chance.between(fromHour, toHour) * 3_600_000);
}

const PRACTISED = INDIRECT.filter(([, weapon]) => weapon.class !== 'grenade-launcher');

/** Live fire in a training area, on notice: one weapon, some salvoes, an hour or two of a working day. */
export function training(scene: Scene): Episode {
  const { chance, place } = scene;
  const zone = chance.pick(place.zones.filter((one) => one.type === 'training-area'));
  const weapon: Weapon = chance.weighted(PRACTISED);
  const start = byDay(scene, 10.5, 15);
  const lasts = chance.between(30, 120) * MINUTE;
  const incidents: Incident[] = [];
  for (let k = chance.whole(3, 12); k > 0; k--) {
    const count = chance.whole(...weapon.rounds);
    const from = start + Math.round(chance.between(0, lasts));
    incidents.push({
      id: scene.nextId(),
      kind: 'explosion',
      setting: 'training',
      from,
      to: from + Math.round((count - 1) * weapon.pause * 1000),
      at: inside(scene, zone),
      spread: 100,
      count,
      phase: 'impact',
      weapon,
      actor: zone.party,
      zone,
      heard: weapon.heard,
      seen: weapon.seen,
    });
  }
  return { setting: 'training', incidents };
}

/** Charges blown one after the other at a demining site. */
export function demining(scene: Scene): Episode {
  const { chance, place } = scene;
  const zone = chance.pick(place.zones.filter((one) => one.type === 'demining-site'));
  const at = inside(scene, zone);
  const incidents: Incident[] = [];
  let from = byDay(scene, 10, 16);
  for (let k = chance.whole(2, 6); k > 0; k--) {
    incidents.push({
      id: scene.nextId(),
      kind: 'explosion',
      setting: 'demining',
      from,
      to: from,
      at,
      spread: 40,
      count: 1,
      phase: 'undetermined',
      actor: zone.party,
      zone,
      heard: 5000,
      seen: 2500,
    });
    from += Math.round(8 * MINUTE + chance.wait(12 * MINUTE));
  }
  return { setting: 'demining', incidents };
}
