import {
  type Agreement,
  type Areas,
  type EvaluatedIncident,
  evaluate,
  type Indication,
} from '@armistice/core/agreement';
import { formatMoment, readMoment } from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';
import { KINDS, PHASES } from '@armistice/core/mission';

/** An event that somebody imagines. It is recorded nowhere; the address of the page holds all of it. */
export interface TryOut {
  readonly at: Position;
  /** Metres that hold 90 % of the probability; 0 for a place known exactly. */
  readonly radius: number;
  readonly kind: string;
  /** Which end of fire the place is of. */
  readonly phase: string | undefined;
  readonly weapon: string | undefined;
  /** Millimetres. */
  readonly calibre: number | undefined;
  /** UTC milliseconds, whole minutes. */
  readonly time: number;
  /** Moments that the text leaves undated and that clauses count from, as somebody supposes them. */
  readonly supposed: readonly Supposed[];
}

/** An event of the agreement, supposed to have happened at a moment in UTC milliseconds. */
export interface Supposed {
  readonly event: string;
  readonly at: number;
}

/** Kinds of weapon that can be chosen; agreements define their classes by these. */
export const WEAPONS = [
  'aifv',
  'aircraft',
  'anti-aircraft-gun',
  'apc',
  'grenade-launcher',
  'gun',
  'howitzer',
  'mlrs',
  'mortar',
  'small-arms',
  'tactical-missile',
  'tank',
] as const;

/** Kinds of event of which one end is where it was fired and the other where it came down. */
const OF_FIRE = new Set([
  'explosion',
  'burst',
  'shot',
  'projectile',
  'artillery-fire',
  'mortar-fire',
  'mlrs-fire',
  'tank-fire',
  'small-arms-fire',
  'fire-on-monitors',
]);
export function hasTwoEnds(kind: string): boolean {
  return OF_FIRE.has(kind);
}

export const MOST_RADIUS = 50_000;
const MONTH_MS = 30 * 86_400_000;

/** What a first click drops: a month after the agreement came into force, what its clauses are most likely to know. */
export function firstTryOut(agreement: Agreement, at: Position): TryOut {
  const start = readMoment(agreement['in-force'].utc) ?? 0;
  const withdrawal = agreement.clauses.some(
    (clause) => (clause.verb === 'require' || clause.verb === 'forbid') && clause.of !== undefined,
  );
  const time = start + MONTH_MS + 43_200_000;
  const supposed: readonly Supposed[] = [];
  return withdrawal
    ? {
        at,
        radius: 100,
        kind: 'presence',
        phase: undefined,
        weapon: 'howitzer',
        calibre: 122,
        time,
        supposed,
      }
    : {
        at,
        radius: 500,
        kind: 'mortar-fire',
        phase: 'impact',
        weapon: 'mortar',
        calibre: 120,
        time,
        supposed,
      };
}

const FIELDS = ['at', 'radius', 'kind', 'end', 'weapon', 'calibre', 'time', 'suppose'] as const;
const MOST_SUPPOSED = 16;

/** The query of an address with an event's own in it, empty for none; what else the address says stays as it is written. */
export function withEvent(search: string, event: string): string {
  const kept = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !isOfEvent(part));
  const all = [eventIn(event), ...kept].filter((part) => part !== '');
  return all.length === 0 ? '' : `?${all.join('&')}`;
}

/** What a query says of an event alone, as it is written. */
export function eventIn(search: string): string {
  return search.replace(/^\?/, '').split('&').filter(isOfEvent).join('&');
}

function isOfEvent(part: string): boolean {
  const [name] = part.split('=');
  return FIELDS.some((one) => one === name);
}

/** The event as the query of an address. */
export function toQuery(event: TryOut): string {
  const { at, radius, kind, phase, weapon, calibre, time, supposed } = event;
  const fields = new URLSearchParams({
    at: `${degrees(at[1])},${degrees(at[0])}`,
    radius: String(radius),
    kind,
    ...(phase === undefined ? {} : { end: phase }),
    ...(weapon === undefined ? {} : { weapon }),
    ...(calibre === undefined ? {} : { calibre: String(calibre) }),
    time: formatMoment(time),
  });
  for (const one of supposed) fields.append('suppose', `${one.event}@${formatMoment(one.at)}`);
  // Commas and colons are plain in a query, and people read addresses.
  return `?${fields.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%40', '@')}`;
}

/** The event in the query of an address: none, or one, or that it cannot be read and at which field. */
export function fromQuery(query: string): { readonly event?: TryOut; readonly fault?: string } {
  const fields = new URLSearchParams(query);
  if (!FIELDS.some((name) => fields.has(name))) return {};
  const text = (name: (typeof FIELDS)[number]) => fields.get(name) ?? undefined;
  const [latitude, longitude, more] = (text('at') ?? '').split(',').map(number);
  if (latitude === undefined || longitude === undefined || more !== undefined) return { fault: 'at' };
  if (Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return { fault: 'at' };
  const radius = number(text('radius') ?? '0');
  if (radius === undefined || radius < 0 || radius > MOST_RADIUS) return { fault: 'radius' };
  const kind = text('kind') ?? '';
  if (!KINDS.some((one) => one === kind)) return { fault: 'kind' };
  const phase = text('end');
  if (phase !== undefined && !PHASES.some((one) => one === phase)) return { fault: 'end' };
  const weapon = text('weapon');
  if (weapon !== undefined && !WEAPONS.some((one) => one === weapon)) return { fault: 'weapon' };
  const calibre = text('calibre') === undefined ? undefined : number(text('calibre') ?? '');
  if (text('calibre') !== undefined && !(calibre !== undefined && calibre > 0 && calibre <= 2000))
    return { fault: 'calibre' };
  const time = readMoment(text('time') ?? '');
  if (time === undefined) return { fault: 'time' };
  const supposed = fields.getAll('suppose').map(readSupposed);
  if (supposed.length > MOST_SUPPOSED || supposed.includes(undefined)) return { fault: 'suppose' };
  return {
    event: {
      at: [longitude, latitude],
      radius,
      kind,
      phase,
      weapon,
      calibre,
      time,
      supposed: supposed.filter((one) => one !== undefined),
    },
  };
}

function readSupposed(text: string): Supposed | undefined {
  const [, event, moment = ''] = /^([a-z][a-z0-9-]{0,62})@(.+)$/.exec(text) ?? [];
  const at = readMoment(moment);
  return event === undefined || at === undefined ? undefined : { event, at };
}

function number(text: string): number | undefined {
  return /^-?\d{1,7}(\.\d{1,7})?$/.test(text) ? Number(text) : undefined;
}

function degrees(value: number): string {
  return String(Math.round(value * 1e5) / 1e5 + 0);
}

/** What the clauses say of it, computed here by the evaluator of the mission; unchecked clauses speak too, and say so. */
export function judge(
  agreement: Agreement,
  event: TryOut,
  areas: Areas<EvaluatedIncident>,
): readonly Indication[] {
  const moment = formatMoment(event.time);
  const weapon = {
    ...(event.weapon === undefined ? {} : { class: event.weapon }),
    ...(event.calibre === undefined ? {} : { calibre: event.calibre }),
  };
  const incident: EvaluatedIncident = {
    id: 'try-out',
    kind: event.kind,
    occurred: { from: moment, to: moment },
    ...(event.phase === undefined ? {} : { phase: event.phase }),
    ...(Object.keys(weapon).length === 0 ? {} : { weapon }),
    place: { type: 'point', at: event.at, radius: event.radius },
  };
  const facts = event.supposed.map((one) => ({ fact: one.event, at: formatMoment(one.at) }));
  return evaluate(agreement, incident, { areas, facts, mode: 'all' });
}
