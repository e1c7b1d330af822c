import { type Html, html } from './html.ts';
import type { Speech } from './speech.ts';

// A map as a drawing of some kilobytes: lines and zones of the agreements, towns, and each incident as the circle that holds
// 90 % of where it may have been. No tile server is asked.

type Position = readonly [longitude: number, latitude: number];

/** A circle of the map. */
export interface PlacedIncident {
  readonly id: string;
  readonly at: Position;
  readonly radiusMetres: number;
  readonly says: string;
}

export interface MapContent {
  readonly drawings: readonly unknown[];
  readonly places: unknown;
  readonly incidents: readonly PlacedIncident[];
}

interface Geometry {
  readonly type: string;
  readonly coordinates: unknown;
}
interface Feature {
  readonly geometry: Geometry;
  readonly properties?: { readonly name?: string; readonly names?: { readonly [language: string]: string } };
}

const WIDTH = 800;
const METRES_PER_DEGREE = 111_320;
const MARGIN = 0.06;
const MOST_POINTS = 400;
const [LEAST_HEIGHT, MOST_HEIGHT] = [260, 640];

/** The map; undefined where there is nothing to draw. */
export function mapOf(content: MapContent, speech: Speech, link: (id: string) => string): Html | undefined {
  const shapes = content.drawings.flatMap(featuresOf).flatMap(({ geometry }) => ringsOf(geometry));
  const towns = featuresOf(content.places).filter(({ geometry }) => geometry.type === 'Point');
  const points = [...shapes.flatMap(({ points: all }) => all), ...content.incidents.map(({ at }) => at)];
  if (points.length === 0) return undefined;
  const frame = frameOf(points);
  const scale = (metres: number) => Math.max(5, (metres / METRES_PER_DEGREE) * frame.perDegree);
  const bar = barOf(frame.perDegree);
  return html`<svg viewBox="0 0 ${WIDTH} ${frame.height}" role="group" aria-label="${speech.t('front.mapTitle')}">
${shapes.map(({ points: all, closed }) => html`<path class="${closed ? 'zone' : 'line'}" d="${pathOf(all, closed, frame)}"/>`)}
${content.incidents.map(({ id, at, radiusMetres, says }) => {
  const [x, y] = frame.place(at);
  return html`<a href="${link(id)}"><circle class="place" cx="${x}" cy="${y}" r="${Math.round(scale(radiusMetres))}"><title>${says}</title></circle></a>`;
})}
${towns.map(({ geometry, properties }) => townOf(frame.place(geometry.coordinates as Position), properties, speech))}
<path class="line" d="M20 ${frame.height - 20}h${bar.length}"/><text x="20" y="${frame.height - 28}">${speech.t('front.scale', { km: bar.km })}</text>
</svg>`;
}

function townOf([x, y]: Position, properties: Feature['properties'], { language }: Speech): Html {
  const name = properties?.names?.[language] ?? properties?.name ?? '';
  return html`<circle class="town" cx="${x}" cy="${y}" r="3"/><text x="${x}" y="${y - 8}" text-anchor="middle">${name}</text>`;
}

function featuresOf(value: unknown): readonly Feature[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = value as { readonly type?: string; readonly features?: readonly Feature[] };
  if (found.type === 'FeatureCollection') return found.features ?? [];
  if (found.type === 'Feature') return [value as Feature];
  return found.type === undefined ? [] : [{ geometry: value as Geometry }];
}

interface Shape {
  readonly points: readonly Position[];
  readonly closed: boolean;
}

function ringsOf({ type, coordinates }: Geometry): readonly Shape[] {
  switch (type) {
    case 'LineString':
      return [{ points: coordinates as Position[], closed: false }];
    case 'MultiLineString':
      return (coordinates as Position[][]).map((points) => ({ points, closed: false }));
    case 'Polygon':
      return (coordinates as Position[][]).slice(0, 1).map((points) => ({ points, closed: true }));
    case 'MultiPolygon':
      return (coordinates as Position[][][])
        .flatMap((one) => one.slice(0, 1))
        .map((points) => ({ points, closed: true }));
    default:
      return [];
  }
}

interface Frame {
  readonly height: number;
  /** Pixels of a degree of latitude. */
  readonly perDegree: number;
  place(at: Position): Position;
}

/** Plate carrée about the middle latitude: true enough for a mission's area, and for no measuring. */
function frameOf(points: readonly Position[]): Frame {
  const [west, east] = spread(points.map(([longitude]) => longitude));
  const [south, north] = spread(points.map(([, latitude]) => latitude));
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const perDegree = Math.min(WIDTH / ((east - west) * narrowing), MOST_HEIGHT / (north - south));
  const height = Math.round(Math.max(LEAST_HEIGHT, (north - south) * perDegree));
  const [middleX, middleY] = [(west + east) / 2, (south + north) / 2];
  const tenth = (value: number) => Math.round(value * 10) / 10;
  return {
    height,
    perDegree,
    place: ([longitude, latitude]) => [
      tenth(WIDTH / 2 + (longitude - middleX) * narrowing * perDegree),
      tenth(height / 2 - (latitude - middleY) * perDegree),
    ],
  };
}

function spread(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  const margin = Math.max((most - least) * MARGIN, 0.02);
  return [least - margin, most + margin];
}

/** A line of very many points would weigh more than the page: of each pixel one is enough. */
function pathOf(points: readonly Position[], closed: boolean, frame: Frame): string {
  const step = Math.ceil(points.length / MOST_POINTS);
  const kept = points.filter((_, i) => i % step === 0 || i === points.length - 1).map(frame.place);
  return `M${kept.map(([x, y]) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`;
}

/** The longest round length that fits a quarter of the map. */
function barOf(perDegree: number): { readonly km: number; readonly length: number } {
  const perKm = (perDegree / METRES_PER_DEGREE) * 1000;
  const km = [500, 200, 100, 50, 20, 10, 5, 2, 1].find((one) => one * perKm <= WIDTH / 4) ?? 1;
  return { km, length: Math.round(km * perKm) };
}
