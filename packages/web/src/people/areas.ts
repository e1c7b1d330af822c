import { readZone } from '@armistice/core/geo';
import { readAgreements, readOneAgreement } from '../agreements.ts';

/** GeoJSON of a polygon or several, as the record takes it. */
export type Area = object;

/** A zone that a text of the mission draws, named `agreement: zone`. */
export interface NamedArea {
  readonly id: string;
  readonly area: Area;
}

/** The area that a text draws; undefined where it is none. */
export function areaIn(text: string): Area | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return readZone(value).ok ? (value as Area) : undefined;
  } catch {
    return undefined;
  }
}

/** The zones of the texts that this mission adopted, each as it was drawn last. */
export async function readZones(signal?: AbortSignal): Promise<readonly NamedArea[]> {
  const adopted = (await readAgreements(signal)).filter(({ entry }) => entry !== undefined);
  const texts = await Promise.all(adopted.map(({ id }) => readOneAgreement(id, signal)));
  const found = new Map<string, Area>();
  for (const { agreement, geometry } of texts)
    for (const { section, name, map, geojson } of geometry.toSorted((a, b) => (a.from < b.from ? -1 : 1)))
      if (section === 'zones' && readZone(geojson).ok)
        found.set(`${agreement.agreement}: ${name}${map === undefined ? '' : ` (${map})`}`, geojson as Area);
  return [...found].map(([id, area]) => ({ id, area }));
}
