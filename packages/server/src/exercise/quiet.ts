import { besideLine } from './fire.ts';
import type { Episode, Incident, Scene } from './incident.ts';
import { inside } from './permitted.ts';
import { otherParty } from './place.ts';
import { DAY_MS } from './rows.ts';
import { INDIRECT, TANK_125 } from './weapons.ts';

// What is not a shot: flares, UAV flights, weapons present or on the move, access refused, jamming, fire at monitors.

const MINUTE = 60_000;
const HOUR = 3_600_000;

function anywhere(scene: Scene): number {
  const { place, chance } = scene;
  const [west, east] = [place.line[0]?.[0] ?? 0, place.line.at(-1)?.[0] ?? 0];
  return chance.happens(0.5)
    ? Math.min(east, Math.max(west, chance.pick(scene.hotSpots) + 0.03 * chance.normal()))
    : chance.between(west, east);
}

interface Quiet {
  readonly kind: string;
  readonly actor: string;
  /** The side of the line on which it is, and how far from the line, metres. */
  readonly side: string;
  readonly depth: readonly [number, number];
  /** Hours of the day in UTC, and minutes that it lasts. */
  readonly hours: readonly [number, number];
  readonly lasts: readonly [number, number];
  readonly count: number;
  readonly spread: number;
  readonly heard: number;
  readonly seen: number;
}

function quiet(scene: Scene, what: Quiet): Incident {
  const { chance } = scene;
  const from = scene.day * DAY_MS + Math.round((chance.between(...what.hours) * HOUR) % DAY_MS);
  return {
    id: scene.nextId(),
    kind: what.kind,
    setting: what.kind,
    from,
    to: from + Math.round(chance.between(...what.lasts) * MINUTE),
    at: besideLine(scene, what.side, anywhere(scene), chance.between(...what.depth)),
    spread: what.spread,
    count: what.count,
    actor: what.actor,
    heard: what.heard,
    seen: what.seen,
  };
}

function alone(incident: Incident): Episode {
  return { setting: incident.setting, incidents: [incident] };
}

export function flare(scene: Scene): Episode {
  const side = scene.chance.pick(scene.place.parties);
  const kind = 'flare';
  const hours = [20, 31] as const;
  return alone(
    quiet(scene, {
      ...{ kind, actor: side, side, hours, depth: [50, 1200], lasts: [0.3, 0.7], count: 1 },
      ...{ spread: 100, heard: 0, seen: 6500 },
    }),
  );
}

/** A small UAV over the line or over the other side. */
export function flight(scene: Scene): Episode {
  const { chance, place } = scene;
  const actor = chance.pick(place.parties);
  const side = chance.happens(0.7) ? otherParty(place, actor) : actor;
  return alone(
    quiet(scene, {
      ...{ kind: 'uav-flight', actor, side, hours: [7, 31], depth: [0, 4000], lasts: [4, 25], count: 1 },
      ...{ spread: chance.between(500, 2500), heard: 1300, seen: 1800 },
    }),
  );
}

/** Heavy weapons that stand somewhere for hours: in the field, in a disengagement area, or in storage where they may. */
export function presence(scene: Scene): Episode {
  const { chance, place } = scene;
  const side = chance.pick(place.parties);
  const weapon = chance.happens(0.35) ? TANK_125 : chance.weighted(INDIRECT);
  const incident = quiet(scene, {
    ...{ kind: 'presence', actor: side, side, hours: [0, 24], depth: [800, 16_000], lasts: [180, 1500] },
    ...{ count: chance.whole(1, 6), spread: 120, heard: 0, seen: 1200 },
  });
  const type = chance.weighted([
    [0.15, 'disengagement-area'],
    [0.12, 'storage-site'],
    [0.73, undefined],
  ] as const);
  const zones = place.zones.filter(
    (one) => one.type === type && (one.party === side || one.party === 'line'),
  );
  if (zones.length === 0) return alone({ ...incident, weapon });
  const zone = chance.pick(zones);
  return alone({ ...incident, weapon, zone, at: inside(scene, zone), setting: zone.type });
}

/** Weapons on a road. */
export function movement(scene: Scene): Episode {
  const { chance, place } = scene;
  const side = chance.pick(place.parties);
  const incident = quiet(scene, {
    ...{ kind: 'movement', actor: side, side, hours: [6, 30], depth: [500, 9000], lasts: [3, 20] },
    ...{ count: chance.whole(2, 12), spread: 600, heard: 900, seen: 2000 },
  });
  return alone({ ...incident, weapon: chance.weighted(INDIRECT) });
}

/** A patrol is turned back, kept waiting, or let through on terms. */
export function access(scene: Scene): Episode {
  const { chance, place } = scene;
  const side = chance.pick(place.parties);
  const setting = chance.weighted([
    [0.5, 'denied'],
    [0.3, 'delayed'],
    [0.2, 'conditional'],
  ] as const);
  const incident = quiet(scene, {
    ...{ kind: 'access', actor: side, side, hours: [9, 17], depth: [300, 8000], lasts: [10, 90] },
    ...{ count: 1, spread: 0, heard: 0, seen: 0 },
  });
  return alone({ ...incident, setting });
}

export function jamming(scene: Scene): Episode {
  const side = scene.chance.pick(scene.place.parties);
  return alone(
    quiet(scene, {
      ...{ kind: 'jamming', actor: side, side, hours: [6, 30], depth: [500, 9000], lasts: [15, 200] },
      ...{ count: 1, spread: 3000, heard: 0, seen: 0 },
    }),
  );
}

/** Shots that come close to a patrol. */
export function atMonitors(scene: Scene): Episode {
  const { chance, place } = scene;
  const actor = chance.pick(place.parties);
  return alone({
    ...quiet(scene, {
      ...{ kind: 'fire-on-monitors', actor, side: otherParty(place, actor), hours: [9, 18] },
      ...{ depth: [200, 2500], lasts: [0.2, 4], count: chance.whole(1, 6), spread: 60 },
      ...{ heard: 1900, seen: 900 },
    }),
    phase: 'impact',
  });
}
