import { MEANS_OF } from '../exercise/habits.ts';
import type { ExercisePlace, Site } from '../exercise/place.ts';
import { roughMetres } from '../exercise/place.ts';

// Areas for which the exercise keeps coverage: three sectors along the line, and the disengagement areas, which patrols
// alone may enter. Nobody else looks into these, so a day on which the patrol was refused is a day not observed.

const SECTORS = ['sector-west', 'sector-centre', 'sector-east'] as const;

/** Which area each source observes. */
export class Areas {
  readonly #place: ExercisePlace;
  /** The patrol of each disengagement area. */
  readonly patrols: ReadonlyMap<string, string>;

  constructor(place: ExercisePlace) {
    this.#place = place;
    const free = place.sites.filter(({ type }) => type === 'patrol');
    const patrols = new Map<string, string>();
    for (const { id, type, polygon } of place.zones) {
      const corner = polygon[0]?.[0];
      if (type !== 'disengagement-area' || corner === undefined) continue;
      free.sort((a, b) => roughMetres(a.at, corner) - roughMetres(b.at, corner));
      const nearest = free.shift();
      if (nearest !== undefined) patrols.set(id, nearest.id);
    }
    this.patrols = patrols;
  }

  /** All areas, sectors first. */
  get all(): readonly string[] {
    return [...SECTORS, ...this.patrols.keys()];
  }

  /** The area of a source, by its handle. */
  of(source: string): string {
    for (const [area, patrol] of this.patrols) if (patrol === source) return area;
    const site = this.#place.sites.find(({ id }) => id === source);
    return site === undefined ? SECTORS[1] : this.#sector(site);
  }

  #sector({ at: [longitude] }: Site): string {
    const { line } = this.#place;
    const [west, east] = [line[0]?.[0] ?? 0, line.at(-1)?.[0] ?? 0];
    const third = Math.floor((3 * (longitude - west)) / (east - west));
    return SECTORS[Math.min(2, Math.max(0, third))] ?? SECTORS[1];
  }

  /** The bodies of the entries that register every source of the place. */
  registrations(): readonly object[] {
    return this.#place.sites.map((site) => ({
      source: site.id,
      name: nameOf(site),
      ...ownerOf(site),
      area: this.of(site.id),
      means: [MEANS_OF[site.type]],
    }));
  }
}

const KINDS: { readonly [type in Site['type']]: string } = {
  post: 'Post',
  camera: 'Camera',
  acoustic: 'Acoustic sensor',
  uav: 'UAV team',
  patrol: 'Patrol',
  committee: 'Local committee of',
  liaison: 'Liaison office,',
  media: 'Media:',
  hotline: 'Hotline',
};

/** What people call a source: its kind, and the number or the name that its handle ends in. */
function nameOf({ id, type }: Site): string {
  const own = id === type ? '' : (id.split('-').at(-1) ?? '');
  const said = type === 'committee' || type === 'media' ? own.slice(0, 1).toUpperCase() + own.slice(1) : own;
  return `${KINDS[type]} ${said}`.trim();
}

/** Whose a source is: what only a party or a third party perceived is counted under its mark. */
function ownerOf({ type, party }: Site): object {
  if (type === 'liaison') return { of: 'party', party };
  return { of: type === 'media' || type === 'hotline' ? 'other' : 'mission' };
}
