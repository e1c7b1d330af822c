import { term } from './labels/index.ts';
import type { Bulletin } from './model.ts';
import { Saying } from './said.ts';
import { type Language, sayAttribution, sayStatus } from './sentences/index.ts';

/**
 * Observations, and incidents that people took up, as GeoJSON (RFC 7946). Places are those that the audience may know,
 * rounded to about a metre, each with the radius that holds 90 %.
 */
export function geojsonOf(bulletin: Bulletin, language: Language): string {
  const say = new Saying(bulletin, language);
  const { number, type, from, to, input, rule, exercise, observations, taken } = bulletin;
  const features = [
    ...observations.map(({ at, ...row }) =>
      feature(at, { is: 'observation', ...row, kindSaid: term(language, 'kind', row.kind) }),
    ),
    ...taken.map(({ at, id, number: quoted, kind, from: begins, to: ends, radius, count, ...told }) =>
      feature(at, {
        ...{ is: 'incident', id, kind, from: begins, to: ends, radius, count },
        ...(quoted === undefined ? {} : { number: quoted }),
        statusSaid: sayStatus(language, told),
        attributionSaid: sayAttribution(language, told, say.name),
      }),
    ),
  ];
  const head = { number, type, from, to, input, rule: `${rule.rule} ${rule.version}`, exercise, language };
  return `${JSON.stringify({ type: 'FeatureCollection', bulletin: head, features })}\n`;
}

function feature(at: readonly [number, number], properties: object): object {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties };
}
