import type { FusionReport } from './report.ts';

// A small world with known truth, for tests and measurements: posts, cameras, patrols, parties and media along a line,
// and what they would report. It is not the exercise, and shares nothing with it.

/** mulberry32: the same numbers for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface WorldRule {
  readonly seed: number;
  readonly incidents: number;
  readonly days: number;
  /** Share of incidents that follow another within minutes. */
  readonly spawned: number;
  /** How far off clocks are, seconds. */
  readonly clocks: number;
  /** `even`: errors as stated, normal. `rough`: surer than they should be, long tails, rounded times and distances. */
  readonly people: 'even' | 'rough';
}

export interface World {
  readonly reports: readonly FusionReport[];
  /** Incident of each report; −1 minus its index for a false one. */
  readonly truth: readonly number[];
  readonly places: readonly (readonly [number, number])[];
  readonly incidents: number;
}

interface Happening {
  readonly time: number;
  readonly x: number;
  readonly y: number;
  readonly kind: string;
  readonly count: number;
  readonly weapon: { readonly class: string; readonly calibre: number } | undefined;
}

interface Watcher {
  readonly name: string;
  readonly means: string;
  readonly x: number;
  readonly y: number;
  readonly offset: number;
  readonly sure: number;
}

export const NORMAL: WorldRule = {
  seed: 6,
  incidents: 10_000,
  days: 30,
  spawned: 0.35,
  clocks: 15,
  people: 'even',
};
export const BARRAGE: WorldRule = { ...NORMAL, seed: 7, days: 3, spawned: 0.6 };

const LONGITUDE = 37;
const LATITUDE = 48;
const PER_EAST = 74_628;
const PER_NORTH = 111_200;
const START = Date.UTC(2026, 4, 1);
const LENGTH = 150_000;
const DEPTH = 30_000;
const SOUND = 343;

/** Reports of a made-up world, shuffled, with the incident of each. */
export function makeWorld(rule: WorldRule): World {
  const random = randomFrom(rule.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // Long tails: now and then an error is three times what it is otherwise.
  const error = (): number => (rule.people === 'rough' && random() < 0.12 ? 3 * normal() : normal());
  const happenings: Happening[] = [];
  const kinds = ['artillery-fire', 'mortar-fire', 'small-arms-fire', 'explosion', 'uav-flight'];
  const pick = (r: number): string =>
    kinds[r < 0.3 ? 0 : r < 0.6 ? 1 : r < 0.8 ? 2 : r < 0.95 ? 3 : 4] as string;
  while (happenings.length < rule.incidents) {
    const before = happenings[Math.floor(random() * happenings.length)];
    const follows = before !== undefined && random() < rule.spawned;
    const time = follows ? before.time - 240 * Math.log(1 - random()) : random() * rule.days * 86_400;
    const x = follows ? before.x + 1200 * normal() : random() * LENGTH;
    const y = follows ? before.y + 1200 * normal() : (random() - 0.5) * DEPTH;
    const kind = follows && random() < 0.7 ? before.kind : pick(random());
    const count = kind === 'uav-flight' ? 1 : 1 + Math.floor(-Math.log(1 - random()) * 1.6);
    const weapon =
      kind === 'artillery-fire'
        ? { class: 'howitzer', calibre: random() < 0.5 ? 122 : 152 }
        : kind === 'mortar-fire'
          ? { class: 'mortar', calibre: random() < 0.5 ? 82 : 120 }
          : undefined;
    happenings.push({ time, x, y, kind, count, weapon });
  }
  const watchers = makeWatchers(rule, random, normal);
  const reports: FusionReport[] = [];
  const truth: number[] = [];
  const serial = { next: 0 };
  const says = new Saying(rule, random, error, serial);
  happenings.forEach((happening, incident) => {
    for (const watcher of watchers) {
      const away = Math.hypot(happening.x - watcher.x, happening.y - watcher.y);
      if (random() >= chance(watcher.means, away)) continue;
      const means = watcher.means === 'post' ? (random() < 0.25 ? 'seen' : 'heard') : watcher.means;
      reports.push(says.report(happening, watcher, means, away));
      truth.push(incident);
    }
  });
  const false_ = Math.round(reports.length * 0.03);
  for (let i = 0; i < false_; i++) {
    const watcher = watchers[Math.floor(random() * 80)] as Watcher;
    const at: Happening = {
      time: random() * rule.days * 86_400,
      x: watcher.x + 4000 * normal(),
      y: watcher.y + 4000 * normal(),
      kind: pick(random()),
      count: 1,
      weapon: undefined,
    };
    reports.push(says.report(at, watcher, 'heard', Math.hypot(at.x - watcher.x, at.y - watcher.y)));
    truth.push(-1 - i);
  }
  const order = shuffled(reports.length, randomFrom(rule.seed + 1));
  return {
    reports: order.map((at) => reports[at] as FusionReport),
    truth: order.map((at) => truth[at] as number),
    places: happenings.map(({ x, y }) => toDegrees(x, y)),
    incidents: rule.incidents + false_,
  };
}

function chance(means: string, away: number): number {
  if (means === 'told') return 0.12;
  if (means === 'media') return 0.012;
  if (means === 'uav') return away < 4000 ? 0.3 : 0;
  if (means === 'camera') return away < 6000 ? 0.35 : 0;
  return away < 9000 ? 0.75 * (1 - away / 10_000) : 0;
}

function makeWatchers(rule: WorldRule, random: () => number, normal: () => number): readonly Watcher[] {
  const made: Watcher[] = [];
  const add = (name: string, means: string, x: number, y: number): void => {
    const sure = rule.people === 'rough' ? 0.45 + 0.5 * random() : 0.85 + 0.3 * random();
    made.push({ name, means, x, y, offset: normal() * rule.clocks, sure });
  };
  for (let i = 0; i < 80; i++)
    add(`post-${i}`, 'post', (i + 0.5) * (LENGTH / 80), (i % 2 === 0 ? 1 : -1) * (2000 + 7000 * random()));
  for (let i = 0; i < 45; i++) add(`camera-${i}`, 'camera', (i + 0.5) * (LENGTH / 45), 4000 * normal());
  for (let i = 0; i < 12; i++) add(`uav-${i}`, 'uav', (i + 0.5) * (LENGTH / 12), 3000 * normal());
  for (const party of ['north', 'south']) add(party, 'told', LENGTH / 2, 0);
  for (let i = 0; i < 4; i++) add(`media-${i}`, 'media', LENGTH / 2, 0);
  return made;
}

/** Puts what a watcher perceived into the words of a report. */
class Saying {
  readonly #rule: WorldRule;
  readonly #random: () => number;
  readonly #error: () => number;
  readonly #serial: { next: number };

  constructor(rule: WorldRule, random: () => number, error: () => number, serial: { next: number }) {
    this.#rule = rule;
    this.#random = random;
    this.#error = error;
    this.#serial = serial;
  }

  report(what: Happening, watcher: Watcher, means: string, away: number): FusionReport {
    const delay = means === 'heard' ? away / SOUND : 0;
    const spread = { seen: 6, heard: 10, camera: 3, uav: 4, told: 90, media: 6000 }[means] ?? 10;
    let at = what.time + delay + watcher.offset + spread * this.#error();
    let half = 1.645 * spread * watcher.sure;
    if (this.#rule.people === 'rough' && (means === 'told' || means === 'heard')) {
      const step = means === 'told' ? 300 : 30;
      at = Math.round(at / step) * step;
      half = Math.max(half, step / 2);
    }
    const [low, high] = this.#count(what.count, means);
    return {
      id: uuid(this.#serial.next++),
      source: watcher.name,
      kind: this.#kind(what.kind, means),
      occurred: { from: text(at - half), to: text(at + half), extent: 'instant' },
      place: this.#place(what, watcher, means, away),
      means,
      ...(this.#random() < 0.8 ? { count: [low, high] as const } : {}),
      ...(what.weapon !== undefined && this.#random() < 0.4 ? { weapon: this.#weapon(what.weapon) } : {}),
    };
  }

  #place(what: Happening, watcher: Watcher, means: string, away: number): FusionReport['place'] {
    const radius = { camera: 250, uav: 120, told: 1200, media: 5000 }[means];
    if (radius !== undefined) {
      const deviation = radius / 2.146;
      const [x, y] = [what.x + deviation * this.#error(), what.y + deviation * this.#error()];
      return { type: 'point', at: toDegrees(x, y), radius: radius * watcher.sure };
    }
    const [turn, part] = means === 'seen' ? [4, 0.1] : [7, 0.2];
    const bearing =
      (Math.atan2(what.x - watcher.x, what.y - watcher.y) * 180) / Math.PI + turn * this.#error();
    let distance = Math.max(300, away * (1 + part * this.#error()));
    if (this.#rule.people === 'rough') distance = Math.max(500, Math.round(distance / 500) * 500);
    const half = 1.645 * part * distance * watcher.sure;
    return {
      type: 'sector',
      origin: toDegrees(watcher.x, watcher.y),
      bearing: ((bearing % 360) + 360) % 360,
      bearingTolerance: 1.645 * turn * watcher.sure,
      distance: [Math.max(0, distance - half), distance + half],
    };
  }

  #kind(kind: string, means: string): string {
    const r = this.#random();
    if (means === 'heard' && kind !== 'uav-flight' && r < 0.3) return r < 0.2 ? 'explosion' : 'burst';
    if (r < 0.36 && r > 0.3) return kind === 'artillery-fire' ? 'mortar-fire' : 'artillery-fire';
    return kind;
  }

  #count(count: number, means: string): readonly [number, number] {
    if (means === 'heard' && count > 2 && this.#random() < 0.4) return [count - 1, count + 1];
    return this.#random() < 0.15 && count > 1 ? [count - 1, count - 1] : [count, count];
  }

  #weapon(weapon: { readonly class: string; readonly calibre: number }): NonNullable<FusionReport['weapon']> {
    return this.#random() < 0.5 ? weapon : { class: weapon.class };
  }
}

function toDegrees(x: number, y: number): readonly [number, number] {
  return [
    Math.round((LONGITUDE + x / PER_EAST) * 1e7) / 1e7,
    Math.round((LATITUDE + y / PER_NORTH) * 1e7) / 1e7,
  ];
}

function text(seconds: number): string {
  return new Date(START + Math.round(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

export function uuid(number: number): string {
  return `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`;
}

/** A repeatable order of so many things. */
export function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
