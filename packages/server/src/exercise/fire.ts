import type { Position } from '@armistice/core/geo';
import type { Episode, Incident, Scene } from './incident.ts';
import { DEGREE_METRES, lineLatitude, northward, otherParty } from './place.ts';
import { DAY_MS } from './rows.ts';
import { DIRECT, INDIRECT, type Weapon } from './weapons.ts';

// Fire across the line: single salvoes, answers to them, barrages, exchanges of small arms. Who begins is a coin toss.

const MINUTE = 60_000;
/** Metres per second of a shell on its way, from launch to impact, as the ground sees it. */
const SHELL_SPEED = 320;

/** Milliseconds since midnight UTC: fire is heaviest in the evening and before dawn. */
function hourOfFire(scene: Scene): number {
  const { chance } = scene;
  const hour = chance.weighted<readonly [number, number]>([
    [0.4, [21, 25.5]],
    [0.2, [28, 32]],
    [0.4, [1, 25]],
  ]);
  return (chance.between(...hour) * 3_600_000) % DAY_MS;
}

/** Somewhere along the line: mostly about one of the day's hot spots. */
function somewhere(scene: Scene): number {
  const { chance, place } = scene;
  const [west, east] = [place.line[0]?.[0] ?? 0, place.line.at(-1)?.[0] ?? 0];
  const longitude = chance.happens(0.75)
    ? chance.pick(scene.hotSpots) + 0.018 * chance.normal()
    : chance.between(west, east);
  return Math.min(east - 0.005, Math.max(west + 0.005, longitude));
}

/** A position some metres off the line on a side, at a longitude. */
export function besideLine(scene: Scene, side: string, longitude: number, metres: number): Position {
  const { place } = scene;
  const latitude = lineLatitude(place, longitude) + (northward(place, side) * metres) / DEGREE_METRES;
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}

interface Shot {
  readonly setting: string;
  readonly by: string;
  readonly weapon: Weapon;
  readonly longitude: number;
  /** Metres from the line to where it hits. */
  readonly depth: number;
  readonly at: number;
  readonly follows?: string;
}

/** A salvo of indirect fire: its impacts, and now and then its launch as a second incident. The impacts come first. */
function salvo(scene: Scene, shot: Shot): readonly Incident[] {
  const { chance, place } = scene;
  const { weapon } = shot;
  const count = chance.whole(...weapon.rounds);
  const lasts = Math.round((count - 1) * weapon.pause * chance.between(0.7, 1.4) * 1000);
  const stands = chance.between(...weapon.stands);
  const firedFrom = besideLine(scene, shot.by, shot.longitude + 0.02 * chance.normal(), stands);
  const flight = Math.round(((stands + shot.depth) / SHELL_SPEED) * 1000);
  const id = scene.nextId();
  const shared = {
    setting: shot.setting,
    count,
    weapon,
    actor: shot.by,
    ...(shot.follows === undefined ? {} : { follows: shot.follows }),
  };
  const impact: Incident = {
    ...shared,
    id,
    kind: 'explosion',
    from: shot.at,
    to: shot.at + lasts,
    at: besideLine(scene, otherParty(place, shot.by), shot.longitude, shot.depth),
    spread: weapon.class === 'mlrs' ? 250 : 80,
    phase: 'impact',
    salvo: id,
    firedFrom,
    heard: weapon.heard,
    seen: weapon.seen,
  };
  if (!chance.happens(weapon.class === 'grenade-launcher' ? 0 : 0.3)) return [impact];
  const launch: Incident = {
    ...shared,
    id: scene.nextId(),
    kind: weapon.kind,
    from: shot.at - flight,
    to: shot.at - flight + lasts,
    at: firedFrom,
    spread: 30,
    phase: 'outgoing',
    salvo: id,
    heard: weapon.launchHeard,
    seen: weapon.seen * 0.6,
  };
  return [impact, launch];
}

function shotOf(scene: Scene, by: string, setting: string): Shot {
  const { chance } = scene;
  const weapon = chance.weighted(INDIRECT);
  return {
    setting,
    by,
    weapon,
    longitude: somewhere(scene),
    depth: chance.between(...weapon.hits),
    at: scene.day * DAY_MS + Math.round(hourOfFire(scene)),
  };
}

export function singleSalvo(scene: Scene): Episode {
  const by = scene.chance.pick(scene.place.parties);
  return { setting: 'salvo', incidents: salvo(scene, shotOf(scene, by, 'salvo')) };
}

/** A salvo, an answer within minutes from the other side, an answer to that, until one is left without. */
export function retaliation(scene: Scene): Episode {
  const { chance, place } = scene;
  let shot = shotOf(scene, chance.pick(place.parties), 'retaliation');
  const incidents = [...salvo(scene, shot)];
  for (let length = 1; length < 9 && chance.happens(length === 1 ? 0.9 : 0.62); length++) {
    const weapon = chance.happens(0.6) ? shot.weapon : chance.weighted(INDIRECT);
    const before = incidents.findLast((one) => one.phase === 'impact');
    shot = {
      setting: 'retaliation',
      by: chance.happens(0.85) ? otherParty(place, shot.by) : shot.by,
      weapon,
      longitude: shot.longitude + 0.02 * chance.normal(),
      depth: chance.between(...weapon.hits),
      at: shot.at + Math.round(1.5 * MINUTE + chance.wait(9 * MINUTE)),
      ...(before === undefined ? {} : { follows: before.id }),
    };
    incidents.push(...salvo(scene, shot));
  }
  return { setting: 'retaliation', incidents };
}

/** Dozens of salvoes within an hour, around one place, with some answers. */
export function barrage(scene: Scene): Episode {
  const { chance, place } = scene;
  const first = shotOf(scene, chance.pick(place.parties), 'barrage');
  const salvoes = chance.whole(10, 40);
  const lasts = chance.between(20, 75) * MINUTE;
  const weapons = [first.weapon, chance.weighted(INDIRECT)];
  const incidents: Incident[] = [];
  for (let k = 0; k < salvoes; k++) {
    const answer = chance.happens(0.25);
    const weapon = chance.pick(weapons);
    const depth = answer ? chance.between(...weapon.hits) : first.depth + 500 * chance.normal();
    incidents.push(
      ...salvo(scene, {
        ...first,
        by: answer ? otherParty(place, first.by) : first.by,
        weapon,
        longitude: first.longitude + (answer ? 0.02 : 0.009) * chance.normal(),
        depth: Math.max(100, depth),
        at: first.at + Math.round(chance.between(0, lasts)),
      }),
    );
  }
  return { setting: 'barrage', incidents };
}

/** An exchange of direct fire at the line itself. */
export function exchange(scene: Scene): Episode {
  const { chance, place } = scene;
  const by = chance.pick(place.parties);
  const weapon = chance.weighted(DIRECT);
  const count = chance.whole(...weapon.rounds);
  const longitude = somewhere(scene);
  const from = scene.day * DAY_MS + Math.round(hourOfFire(scene));
  const incident: Incident = {
    id: scene.nextId(),
    kind: weapon.kind,
    setting: 'exchange',
    from,
    to: from + Math.round((count - 1) * weapon.pause * chance.between(0.5, 1.5) * 1000),
    at: besideLine(scene, otherParty(place, by), longitude, chance.between(...weapon.hits)),
    spread: 150,
    count,
    phase: 'undetermined',
    weapon,
    actor: by,
    firedFrom: besideLine(scene, by, longitude, chance.between(...weapon.stands)),
    heard: weapon.heard,
    seen: weapon.seen,
  };
  return { setting: 'exchange', incidents: [incident] };
}
