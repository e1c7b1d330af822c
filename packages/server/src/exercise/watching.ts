import { cosine, formatMoment, sine } from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';
import { type Site, type SourceType, shifted } from './place.ts';
import { Chance, keyOf } from './random.ts';
import { type CoverageRow, DAY_MS } from './rows.ts';

// When each fixed source could observe, and why not. A source that did not observe files nothing of that time.

interface Lost {
  /** Milliseconds since the start of the day. */
  readonly from: number;
  readonly to: number;
  readonly cause: string;
}

const LOSSES: { readonly [type in SourceType]?: readonly [perDay: number, causes: readonly string[]] } = {
  post: [0.12, ['power', 'security', 'staff', 'weather', 'access']],
  camera: [0.08, ['power', 'maintenance', 'link']],
  acoustic: [0.05, ['power', 'maintenance', 'link']],
};

/** Metres over which a source of a type watches, and by what means. */
export const REACH: { readonly [type in SourceType]?: readonly [metres: number, means: string] } = {
  post: [5000, 'heard'],
  camera: [6000, 'camera'],
  acoustic: [10_000, 'acoustic'],
};

const MINUTE = 60_000;

/** When the fixed sources watched, day by day. */
export class Watch {
  private readonly seed: number;
  private readonly days = new Map<number, Map<string, readonly Lost[]>>();
  private readonly areas = new Map<string, readonly (readonly Position[])[]>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Whether a fixed source observed at a moment, UTC milliseconds. */
  observes(site: Site, moment: number): boolean {
    const day = Math.floor(moment / DAY_MS);
    const since = moment - day * DAY_MS;
    for (const { from, to } of this.lostOn(site, day)) if (since >= from && since < to) return false;
    return true;
  }

  /** The coverage of a fixed source on a day: stretches that follow each other, observing or not. */
  rows(site: Site, day: number): readonly CoverageRow[] {
    const reach = REACH[site.type];
    if (reach === undefined) return [];
    const rows: CoverageRow[] = [];
    const start = day * DAY_MS;
    const row = (from: number, to: number, cause?: string): void => {
      if (to <= from) return;
      rows.push({
        id: `${formatMoment(start).slice(0, 10)}-${site.id}-${rows.length + 1}`,
        source: site.id,
        area: { type: 'area', polygon: this.areaOf(site, reach[0]) },
        from: formatMoment(start + from),
        to: formatMoment(start + to),
        means: reach[1],
        ...(cause === undefined ? { state: 'observing' } : { state: 'not', cause }),
      });
    };
    let reached = 0;
    for (const { from, to, cause } of this.lostOn(site, day)) {
      row(reached, from);
      row(from, to, cause);
      reached = to;
    }
    row(reached, DAY_MS);
    return rows;
  }

  private lostOn(site: Site, day: number): readonly Lost[] {
    let known = this.days.get(day);
    if (known === undefined) {
      // Only the days around the present one are asked for again.
      if (this.days.size > 4) this.days.clear();
      known = new Map();
      this.days.set(day, known);
    }
    const before = known.get(site.id);
    if (before !== undefined) return before;
    const lost = this.drawn(site, day);
    known.set(site.id, lost);
    return lost;
  }

  private drawn(site: Site, day: number): readonly Lost[] {
    const losses = LOSSES[site.type];
    if (losses === undefined) return [];
    const chance = new Chance(keyOf(this.seed, 'watch', site.id, day));
    if (!chance.happens(losses[0])) return [];
    const from = chance.whole(0, 22 * 60) * MINUTE;
    const to = Math.min(DAY_MS, from + Math.round(20 + chance.wait(240)) * MINUTE);
    return [{ from, to, cause: chance.pick(losses[1]) }];
  }

  /** A circle of twelve corners, or the slice that a camera looks over. */
  private areaOf(site: Site, metres: number): readonly (readonly Position[])[] {
    const known = this.areas.get(site.id);
    if (known !== undefined) return known;
    const whole = site.fieldOfView >= 360;
    const ring: Position[] = whole ? [] : [site.at];
    for (let k = 0; k <= 12; k++) {
      const azimuth = whole ? k * 30 : site.looks + (k / 12 - 0.5) * site.fieldOfView;
      ring.push(shifted(site.at, metres * sine(azimuth), metres * cosine(azimuth)));
    }
    // The turn ends exactly where it began.
    if (whole) ring[12] = ring[0] as Position;
    else ring.push(site.at);
    const area = [ring];
    this.areas.set(site.id, area);
    return area;
  }
}
