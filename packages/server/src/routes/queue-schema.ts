import { Type } from 'typebox';
import { RISK_LEVELS } from '../queue/escalation.ts';
import { NEEDS } from '../queue/rows.ts';

// What the queue answers, as it stands in the OpenAPI document.

const Moment = Type.String({ format: 'date-time' });
const Need = Type.Enum([...NEEDS]);

const RiskSchema = Type.Object({
  level: Type.Enum([...RISK_LEVELS]),
  points: Type.Integer(),
  reasons: Type.Array(
    Type.Object({
      is: Type.Enum(['casualties', 'fire-on-monitors', 'heavy-weapon', 'zone', 'near']),
      points: Type.Integer(),
      count: Type.Optional(Type.Integer()),
      clause: Type.Optional(Type.String()),
    }),
    { description: 'the weightiest first; the rule reads no party' },
  ),
});

export const QueueRowSchema = Type.Object({
  id: Type.String(),
  needs: Type.Array(Need),
  since: Moment,
  due: Type.Optional(Moment),
  clock: Type.Optional(
    Type.Enum(['rules', 'inquiry', 'working'], {
      description: 'who set the clock; `working`: this program, and it binds nobody',
    }),
  ),
  act: Type.Optional(
    Type.Object(
      { need: Need, due: Moment, clock: Type.Enum(['rules', 'working']) },
      {
        description:
          'by when the mission itself is to act; `inquiry.due` says apart by when a team that was asked is to answer',
      },
    ),
  ),
  overdue: Type.Boolean(),
  risk: RiskSchema,
  area: Type.Optional(Type.String()),
  incident: Type.Optional(Type.Unknown({ description: 'the essentials of the incident that it is about' })),
  authors: Type.Optional(Type.Array(Type.String(), { description: 'who reported it, and may not judge it' })),
  claim: Type.Optional(
    Type.Object({
      by: Type.String({ description: 'handle of whoever has it' }),
      handedBy: Type.Optional(Type.String()),
      since: Moment,
      until: Type.Optional(Type.String()),
      note: Type.Optional(Type.String()),
    }),
  ),
  inquiry: Type.Optional(Type.Unknown({ description: 'what a team is asked, and until when' })),
  complaint: Type.Optional(
    Type.Object({
      entry: Type.Integer(),
      party: Type.String(),
      against: Type.Optional(Type.String()),
    }),
  ),
  with: Type.Optional(Type.String({ description: 'the incident that the evidence is for joining it with' })),
  bulletin: Type.Optional(
    Type.Object({
      number: Type.Optional(Type.String()),
      cutOff: Type.Optional(Moment),
      touched: Type.Optional(Type.Integer({ description: 'entries that change what it reported' })),
    }),
  ),
  proposal: Type.Optional(
    Type.Object({ id: Type.String(), act: Type.String(), asked: Type.String(), own: Type.Boolean() }),
  ),
  may: Type.Array(Type.String(), { description: 'acts of the table of rights that are open to you here' }),
  mayNot: Type.Record(Type.String(), Type.String(), { description: 'why the others are not' }),
});

export const QueueTotalsSchema = Type.Object(
  {
    all: Type.Integer(),
    overdue: Type.Integer(),
    unclaimed: Type.Integer(),
    needs: Type.Record(Type.String(), Type.Integer()),
    risks: Type.Record(Type.String(), Type.Integer()),
    beyond: Type.Integer({
      description: 'alleged incidents of the last 72 hours that are not listed one by one, for want of room',
    }),
  },
  { description: 'how many wait; of the filters the area alone counts' },
);
