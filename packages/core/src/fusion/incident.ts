import { quantiseDegrees } from '../base/index.ts';
import type { Footprint } from '../geo/index.ts';
import type { Evidence } from './evidence.ts';
import type { Group } from './groups.ts';
import type { KindTable } from './kinds.ts';
import { locateRays, type Ray, rayOf } from './locate.ts';
import { DIFFUSE } from './measure.ts';
import { widenedByMisfit } from './misfit.ts';
import { momentText } from './moments.ts';
import { type Parts, total } from './parts.ts';
import type { FusionReport } from './report.ts';
import { CROWDING, ECHO, REPEATS, type Rows } from './rows.ts';

/** Why two reports are held to be of one incident; parts and their sum in thousandths of a nat. */
export interface FusedLink {
  readonly a: string;
  readonly b: string;
  readonly type: 'same' | 'covers';
  readonly score: number;
  readonly because: { readonly [part: string]: number };
}

/** What one or more reports describe, as computed. The four axes of status are decided by people and are not here. */
export interface FusedIncident {
  /** The smallest key of its founding reports, or the id under which it was decided or published. */
  readonly id: string;
  readonly kind: string;
  /** Keys of its reports, in order. */
  readonly reports: readonly string[];
  /** Ids of incidents within the stretch that it tells of; they are in its count, and are not counted again. */
  readonly covers: readonly string[];
  readonly occurred: { readonly from: string; readonly to: string; readonly extent: 'instant' | 'span' };
  readonly place: Footprint;
  readonly count: { readonly min: number; readonly best: number; readonly max: number };
  readonly phase?: NonNullable<FusionReport['phase']>;
  readonly weapon?: NonNullable<FusionReport['weapon']>;
  /** Independent origins: sources that do not repeat another, and do not crowd. */
  readonly origins: number;
  readonly diffuse: boolean;
  readonly links: readonly FusedLink[];
  /** The crowding source whose word alone it rests on: shown, and counted only under that source's mark. */
  readonly only?: string;
  /** Keys of reports that crowding sources filed and that attached to it, in order: nothing that is said of it rests on them. */
  readonly crowding?: readonly string[];
}

const LINE_90 = 1.6448536269514722;
/** Beyond so many reports links are drawn to the first only: nobody reads more, and the work stays linear. */
const MAX_WEB = 24;

/** Turns groups of rows into incidents. */
export class IncidentMaker {
  readonly #rows: Rows;
  readonly #evidence: Evidence;
  readonly #kinds: KindTable;

  constructor(rows: Rows, evidence: Evidence, kinds: KindTable) {
    this.#rows = rows;
    this.#evidence = evidence;
    this.#kinds = kinds;
  }

  /** Merges the founders into slot 0 of the scratch evidence. */
  #fuse(group: Group): void {
    this.#evidence.ensure(4);
    group.founders.forEach((row, at) => {
      this.#evidence.load(at === 0 ? 0 : 1, row);
      if (at > 0) this.#evidence.merge(0, 1, 0);
    });
  }

  make(group: Group, id: string, idOf: (group: Group) => string): FusedIncident {
    this.#fuse(group);
    const rows = this.#rows;
    const { founders } = group;
    const first = founders[0] as number;
    const fused = this.#evidence.read(0);
    const members = [...founders, ...group.attached].sort((a, b) => rows.compare(a, b));
    const reports = members.map((row) => rows.keys.at(row));
    const kind = this.#kind(founders);
    const phase = this.#phase(founders);
    const weapon = this.#weapon(founders);
    const crowding = members.filter((row) => row !== first && rows.is(row, CROWDING));
    return {
      id,
      kind,
      reports,
      covers: [...(group.covers ?? [])].map(idOf).sort(),
      occurred: this.#occurred(founders, fused.time, fused.timeVariance),
      place: quantised(this.#crossing(founders) ?? widenedByMisfit(fused.place, founders, rows)),
      count: this.#count(group),
      ...(phase === undefined ? {} : { phase }),
      ...(weapon === undefined ? {} : { weapon }),
      origins: this.#origins(members),
      diffuse: (rows.tier[first] as number) === DIFFUSE,
      links: this.#links(founders, group),
      ...(rows.is(first, CROWDING) ? { only: rows.sourceOf(first) } : {}),
      ...(crowding.length === 0 ? {} : { crowding: crowding.map((row) => rows.keys.at(row)) }),
    };
  }

  /** Where all know little but the bearing, the place is where their bearings cross. */
  #crossing(founders: readonly number[]): Footprint | undefined {
    if (founders.length < 2) return undefined;
    const rays: Ray[] = [];
    for (const row of founders) {
      const ray = rayOf(this.#rows.reports.of(row).place);
      if (ray === undefined) return undefined;
      rays.push(ray);
    }
    return locateRays(rays);
  }

  /** Of the kinds that were reported, the one most likely after all reports. */
  #kind(founders: readonly number[]): string {
    let [best, weight] = ['', -1];
    for (const row of founders) {
      const kind = this.#rows.wordOf(row);
      const here = this.#evidence.kindWeight(0, this.#kinds.indexOf(kind));
      if (here > weight || (here === weight && kind < best)) [best, weight] = [kind, here];
    }
    return best;
  }

  #phase(founders: readonly number[]): FusionReport['phase'] {
    const said = new Set<NonNullable<FusionReport['phase']>>();
    for (const row of founders) {
      const phase = this.#rows.phaseOf(row);
      if (phase !== undefined && phase !== 'undetermined') said.add(phase);
      else if (phase !== undefined && founders.length === 1) return phase;
    }
    if (said.size > 1) return 'undetermined';
    return [...said][0];
  }

  /** The weapon that most name, of equals the first by its text. */
  #weapon(founders: readonly number[]): FusionReport['weapon'] {
    const said = new Map<string, { readonly weapon: NonNullable<FusionReport['weapon']>; times: number }>();
    for (const row of founders) {
      const weapon = this.#rows.weaponOf(row);
      if (weapon === undefined) continue;
      const text = JSON.stringify([weapon.class, weapon.calibre, weapon.name]);
      const known = said.get(text);
      if (known === undefined) said.set(text, { weapon, times: 1 });
      else known.times += 1;
    }
    const order = [...said].sort(([a, x], [b, y]) => y.times - x.times || (a < b ? -1 : 1));
    return order[0]?.[1].weapon;
  }

  #occurred(founders: readonly number[], time: number, variance: number): FusedIncident['occurred'] {
    const half = LINE_90 * Math.sqrt(variance);
    const stretch = this.#stretch(founders);
    // Where lengths are compared, times are of the beginning.
    const begins = founders.some((row) => (this.#rows.spanVariance[row] as number) > 0);
    const [from, to] =
      stretch === undefined
        ? [time - half, time + half]
        : begins
          ? [time, time + stretch]
          : [time - stretch / 2, time + stretch / 2];
    return {
      from: momentText(Math.floor(from)),
      to: momentText(Math.ceil(to)),
      extent: stretch === undefined ? 'instant' : 'span',
    };
  }

  /** Seconds that it lasted by the middle of the founders' spans; undefined where it was an instant to most. */
  #stretch(founders: readonly number[]): number | undefined {
    const spans: number[] = [];
    for (const row of founders) {
      const span = this.#rows.span[row] as number;
      if (span >= 0) spans.push(span);
    }
    if (spans.length * 2 <= founders.length) return undefined;
    spans.sort((a, b) => a - b);
    return spans[spans.length >> 1];
  }

  /** min and max over the founders; best: the middle of what they are sure of, of two near ones the greater. */
  #count({ founders, covers }: Group): FusedIncident['count'] {
    const rows = this.#rows;
    let [min, max] = [Number.POSITIVE_INFINITY, 0];
    const sure: number[] = [];
    for (const row of founders) {
      const [low, high] = [rows.countLow[row] as number, rows.countHigh[row] as number];
      if (low === 0) continue;
      min = Math.min(min, low);
      max = Math.max(max, high);
      sure.push(low);
    }
    if (sure.length === 0) [min, max] = [1, 1];
    sure.sort((a, b) => a - b);
    const [least, most] = [sure[0] ?? 1, sure[sure.length - 1] ?? 1];
    const middle = sure.length === 2 ? (most <= 1.5 * least ? most : least) : (sure[sure.length >> 1] ?? 1);
    const best = Math.max(middle, covers === undefined ? 0 : bestSource(rows, covers));
    return { min: Math.min(min, best), best, max: Math.max(max, best) };
  }

  #origins(members: readonly number[]): number {
    const rows = this.#rows;
    const sources = new Set<number>();
    for (const row of members)
      if (!(rows.is(row, REPEATS) || rows.is(row, ECHO) || rows.is(row, CROWDING)))
        sources.add(rows.source[row] as number);
    return Math.max(1, sources.size);
  }

  /** A tree over the founders: each tied to the one before it in the tree with the most evidence; then those attached. */
  #links(founders: readonly number[], group: Group): readonly FusedLink[] {
    const links: FusedLink[] = [];
    if (founders.length > MAX_WEB)
      for (const row of founders.slice(1)) links.push(this.#link(founders[0] as number, row));
    else this.#tree(founders, links);
    for (const row of group.attached) links.push(this.#link(founders[0] as number, row));
    for (const covered of group.covers ?? [])
      links.push(this.#link(founders[0] as number, covered.founders[0] as number, 'covers'));
    return links.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
  }

  #tree(founders: readonly number[], links: FusedLink[]): void {
    if (founders.length === 1) return;
    const within: number[] = [founders[0] as number];
    const rest = new Set(founders.slice(1));
    while (rest.size > 0) {
      let best: FusedLink | undefined;
      let chosen = -1;
      for (const row of rest)
        for (const from of within) {
          const link = this.#link(from, row);
          if (best === undefined || link.score > best.score) [best, chosen] = [link, row];
        }
      links.push(best as FusedLink);
      within.push(chosen);
      rest.delete(chosen);
    }
  }

  #link(one: number, other: number, type: FusedLink['type'] = 'same'): FusedLink {
    const rows = this.#rows;
    const [a, b] = rows.compare(one, other) < 0 ? [one, other] : [other, one];
    this.#evidence.load(2, a);
    this.#evidence.load(3, b);
    const parts: Parts = this.#evidence.parts(2, 3);
    const because: { [part: string]: number } = { time: parts.time, place: parts.place };
    if (parts.span !== 0) because.span = parts.span;
    if (parts.kind !== 0) because.kind = parts.kind;
    if (parts.count !== 0) because.count = parts.count;
    if (parts.weapon !== 0) because.weapon = parts.weapon;
    if (parts.rate !== 0) because.rate = parts.rate;
    return { a: rows.keys.at(a), b: rows.keys.at(b), type, score: total(parts), because };
  }
}

/** The most that any one source counted among the incidents covered. */
function bestSource(rows: Rows, covers: ReadonlySet<Group>): number {
  const counted = new Map<number, number>();
  for (const { founders } of covers)
    for (const row of founders) {
      const source = rows.source[row] as number;
      counted.set(source, (counted.get(source) ?? 0) + Math.max(1, rows.countLow[row] as number));
    }
  return Math.max(0, ...counted.values());
}

function quantised({ at, covariance: [xx, xy, yy] }: Footprint): Footprint {
  return {
    at: [quantiseDegrees(at[0]), quantiseDegrees(at[1])],
    covariance: [Math.round(xx) + 0, Math.round(xy) + 0, Math.round(yy) + 0],
  };
}
