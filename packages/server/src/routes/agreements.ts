import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

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

/** `GET /api/agreements` and `GET /api/agreements/:id`: the mission's own agreements, then those shipped in a folder. */
export function addAgreements(app: App, mission: Mission, folder: string): void {
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
    async (request, reply) =>
      sendJson(reply, await mission.ask('agreements', audienceOf(request), { folder })),
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
      const { id } = request.params;
      return sendJson(reply, await mission.ask('agreement', audienceOf(request), { folder, id }));
    },
  );
}
