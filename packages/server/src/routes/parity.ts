import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { momentIn } from './sought.ts';

const Bound = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

const ComparedSchema = Type.Object(
  {
    ratio: Type.Optional(Bound('how many times as long as for the other parties together')),
    low: Type.Optional(Bound('lower end of its 95 % interval')),
    high: Type.Optional(Bound('upper end of its 95 % interval')),
    differs: Type.Boolean({
      description: 'more than chance explains, in view of how many figures were compared',
    }),
  },
  { description: 'beside the other parties together; left out where there is too little to compare' },
);

const SuppressedSchema = Type.Object({
  party: Type.String(),
  suppressed: Type.Literal(true, { description: 'too small to be shown to this audience' }),
});

const TimesSchema = Type.Array(
  Type.Union([
    SuppressedSchema,
    Type.Object({
      party: Type.String(),
      n: Type.Integer(),
      reached: Type.Integer(),
      open: Type.Integer({ description: 'the step was not taken yet: these count as well' }),
      median: Bound('null where half are still open'),
      low: Type.Number({ description: 'lower end of its 95 % interval' }),
      high: Bound('upper end of its 95 % interval; null where there is none yet'),
      others: Type.Optional(ComparedSchema),
    }),
  ]),
  { description: 'one for each party, in the order of the agreements' },
);

const SharesSchema = Type.Array(
  Type.Union([
    SuppressedSchema,
    Type.Object({
      party: Type.String(),
      n: Type.Integer(),
      count: Type.Integer(),
      share: Bound('null where n is 0'),
      low: Type.Number(),
      high: Type.Number(),
      others: Type.Optional(ComparedSchema),
    }),
  ]),
  { description: 'one for each party, in the order of the agreements' },
);

const StandingSchema = Type.Enum(['complains', 'complained-of', 'own-side'], {
  description:
    'how the incidents concern a party: by its complaint, by one against it, by the side of the line they happened on',
});

const ParitySchema = Type.Object({
  audience: Type.String(),
  exercise: Type.Boolean({ description: 'a training mission: say so wherever it is shown' }),
  parties: Type.Array(Type.String()),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  at: Type.String({ description: 'what is open has been open until then' }),
  size: Type.Integer({ description: 'entries that the figures come from' }),
  incidents: Type.Integer(),
  complaints: Type.Integer(),
  takenUpOnly: Type.Boolean({
    description: 'only incidents that somebody took up or complained about were looked at',
  }),
  suppressedBelow: Type.Optional(Type.Integer()),
  compared: Type.Integer({ description: 'figures that were compared' }),
  times: Type.Array(
    Type.Object({
      standing: StandingSchema,
      step: Type.String(),
      from: Type.Enum(['event', 'complaint']),
      parties: TimesSchema,
    }),
    { description: 'hours from the event, or from the complaint, to each step' },
  ),
  evidence: Type.Array(
    Type.Object({
      standing: StandingSchema,
      decision: Type.String(),
      counts: Type.Enum(['reports', 'origins']),
      parties: TimesSchema,
    }),
    { description: 'reports and independent origins that an incident had when it was first decided so' },
  ),
  shares: Type.Array(
    Type.Object({
      standing: Type.Union([StandingSchema, Type.Literal('gives-access')]),
      of: Type.String(),
      is: Type.String(),
      parties: SharesSchema,
    }),
  ),
});

const ParityQuerySchema = Type.Object(
  {
    ...AudienceQuery.properties,
    from: Type.Optional(Type.String({ maxLength: 40, description: 'what ended or was filed then or later' })),
    to: Type.Optional(Type.String({ maxLength: 40, description: 'what ended or was filed before' })),
  },
  { additionalProperties: false },
);

/** `GET /api/parity`: whether the parties are treated alike, in figures with their intervals. */
export function addParity(app: App, mission: Mission): void {
  const schema = {
    summary: 'Whether the parties are treated alike: times, evidence and shares by party, with intervals',
    querystring: ParityQuerySchema,
    response: { 200: ParitySchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/parity', { schema, config: asksTo('read-parity') }, async (request, reply) => {
    const { from, to } = request.query;
    const asked = {
      ...(from === undefined ? {} : { from: Date.parse(momentIn(from)) }),
      ...(to === undefined ? {} : { to: Date.parse(momentIn(to)) }),
    };
    return sendJson(reply, await mission.ask('parity', audienceOf(request), asked));
  });
}
