import { createHash } from 'node:crypto';
import type { Agreement } from '@armistice/core/agreement';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { type DrawnVersion, missionVersions, recordedVersions } from './agreements-geometry.ts';
import { readLibrary, type ShippedAgreement } from './agreements-library.ts';
import { asksTo } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';

const RowSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  exercise: Type.Boolean({ description: 'a training text: say so wherever it is shown' }),
  adopted: Type.String({ description: 'local, on the clock of the agreement' }),
  version: Type.Integer({ description: 'of the text' }),
  revision: Type.Integer({ description: 'of the encoding of that version' }),
  clauses: Type.Integer(),
  certainty: Type.Object({
    primary: Type.Integer({ description: 'clauses whose words were seen' }),
    'second-hand': Type.Integer(),
    unchecked: Type.Integer(),
  }),
  geometry: Type.Object({
    named: Type.Integer({ description: 'lines and zones that the text names' }),
    drawn: Type.Integer({ description: 'of these, how many have a geometry' }),
  }),
  entry: Type.Optional(Type.Integer({ description: 'the entry by which this mission adopted it' })),
});

const ListSchema = Type.Object({ agreements: Type.Array(RowSchema) });

const GeometrySchema = Type.Object({
  section: Type.Enum(['lines', 'zones']),
  name: Type.String(),
  map: Type.Optional(Type.String({ description: 'one of several maps of record' })),
  from: Type.String({ format: 'date-time', description: 'in force from then on' }),
  tolerance: Type.Optional(Type.Number({ description: 'metres that hold 90 % of its error' })),
  source: Type.Optional(Type.String()),
  hash: Type.String({
    pattern: '^sha256:[0-9a-f]{64}$',
    description: 'of the canonical JSON of the drawing',
  }),
  file: Type.Optional(Type.String({ description: 'agreement.geometry[file] is the drawing' })),
  entry: Type.Optional(Type.Integer({ description: 'the entry that drew it, beside the text' })),
  geojson: Type.Optional(Type.Unknown({ description: 'GeoJSON (RFC 7946) of that entry' })),
});

const AgreementSchema = Type.Object({
  agreement: Type.Unknown({
    description: 'the agreement as the record holds it, its drawings by file in "geometry"',
  }),
  geometry: Type.Array(GeometrySchema, {
    description:
      'the versions of its lines and zones: of an adopted agreement those by which the mission judges',
  }),
  places: Type.Optional(Type.Unknown({ description: 'names on the map: GeoJSON points with "name"' })),
  entry: Type.Optional(Type.Integer({ description: 'the entry by which this mission adopted it' })),
});

const IdParams = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.()-]{0,62}$' }) });

/** Where the agreements lie, and whom to tell of one that does not read. */
export interface LibraryPlace {
  readonly folder: string;
  readonly onFault: (message: string) => void;
}

/** `GET /api/agreements` and `GET /api/agreements/:id`: the mission's own agreements, then those shipped beside it. */
export function addAgreements(app: App, mission: Mission, place: LibraryPlace): void {
  let library: Promise<ReadonlyMap<string, ShippedAgreement>> | undefined;
  // Read when somebody first asks: a start needs none of it.
  const shipped = () => {
    library ??= readLibrary(place.folder, place.onFault);
    return library;
  };
  const querystring = AudienceQuery;
  app.get(
    '/api/agreements',
    {
      config: asksTo('read'),
      schema: {
        summary: 'Agreements: those in force in this mission first, then the library',
        querystring,
        response: { 200: ListSchema, ...PROBLEM_ANSWERS },
      },
    },
    async (request, reply) => {
      const all = allOf(mission, await shipped());
      return tagged(request, reply, { agreements: all.map(rowOf) } satisfies Static<typeof ListSchema>);
    },
  );
  app.get(
    '/api/agreements/:id',
    {
      config: asksTo('read'),
      schema: {
        summary: 'One agreement: its clauses as a tree, and the geometry of its lines and zones',
        params: IdParams,
        querystring,
        response: { 200: AgreementSchema, ...PROBLEM_ANSWERS },
      },
    },
    async (request, reply) => {
      const found = allOf(mission, await shipped()).find(
        ({ agreement }) => agreement.agreement === request.params.id,
      );
      if (found === undefined)
        throw new Problem(
          'request/not-found',
          `no agreement is called "${request.params.id}"; GET /api/agreements lists them`,
        );
      return tagged(request, reply, found as unknown as Static<typeof AgreementSchema>);
    },
  );
}

interface Known extends ShippedAgreement {
  readonly geometry: readonly DrawnVersion[];
  readonly entry?: number;
}

/**
 * The mission's own, what it adopted last first, then the library. What the mission adopted stands as the record has it,
 * drawings included, whatever a file of that name says by now.
 */
function allOf({ view }: Mission, library: ReadonlyMap<string, ShippedAgreement>): readonly Known[] {
  const adopted = new Map<string, Known>();
  for (const { index, agreement } of view.agreements.toReversed()) {
    const { agreement: id } = agreement;
    if (adopted.has(id)) continue;
    const { places } = library.get(id) ?? {};
    adopted.set(id, {
      agreement,
      geometry: missionVersions(agreement, view),
      ...(places === undefined ? {} : { places }),
      entry: index,
    });
  }
  const others = [...library.values()]
    .filter(({ agreement }) => !adopted.has(agreement.agreement))
    .map((one) => ({ ...one, geometry: recordedVersions(one.agreement) }));
  // Training texts of the library stand beside the training mission's own.
  const training = others.filter(({ agreement }) => agreement.exercise === true);
  return [...adopted.values(), ...training, ...others.filter((one) => !training.includes(one))];
}

function rowOf({ agreement, geometry, entry }: Known): Static<typeof RowSchema> {
  const certainty = { primary: 0, 'second-hand': 0, unchecked: 0 };
  for (const { anchor } of agreement.clauses) certainty[anchor.certainty] += 1;
  return {
    id: agreement.agreement,
    title: agreement.title,
    exercise: agreement.exercise,
    adopted: agreement.adopted.local,
    version: agreement.version,
    revision: agreement.revision,
    clauses: agreement.clauses.length,
    certainty,
    geometry: { named: namedIn(agreement).length, drawn: drawnOf(agreement, geometry) },
    ...(entry === undefined ? {} : { entry }),
  };
}

/** Lines, and zones that are no belts of lines: what needs a geometry of its own. */
function namedIn({ lines = {}, zones = {} }: Agreement): readonly string[] {
  const polygons = Object.entries(zones).filter(([, { belt }]) => belt === undefined);
  return [...Object.keys(lines).map((name) => `lines ${name}`), ...polygons.map(([name]) => `zones ${name}`)];
}

function drawnOf(agreement: Agreement, geometry: Known['geometry']): number {
  const drawn = new Set(geometry.map(({ section, name }) => `${section} ${name}`));
  return namedIn(agreement).filter((name) => drawn.has(name)).length;
}

/** Answers with the tag of the content, or that nothing changed. */
function tagged<T>(request: FastifyRequest, reply: FastifyReply, answer: T): T {
  const tag = `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).header('cache-control', 'no-cache');
  if (request.headers['if-none-match'] === tag) return reply.code(304).send() as T;
  return answer;
}
