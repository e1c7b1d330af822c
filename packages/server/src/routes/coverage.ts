import { Type } from 'typebox';

/** What stands beside every count: a count without it is read as calm where nobody looked. */
export const CoverageSchema = Type.Union([
  Type.Literal('not recorded', { description: 'nobody stated who could observe: 0 here is not calm' }),
  Type.Object({
    hours: Type.Number({ description: 'position-hours able to observe' }),
    of: Type.Number({ description: 'position-hours planned' }),
    byMeans: Type.Record(Type.String(), Type.Number()),
    lost: Type.Record(Type.String(), Type.Number(), { description: 'position-hours lost, by cause' }),
    denied: Type.Integer({ description: 'times that access was denied' }),
    minutesLost: Type.Number({ description: 'to access refused, delayed or given on terms' }),
    running: Type.Optional(
      Type.Literal(true, { description: 'part of it is of a day that is not over: more hours will come' }),
    ),
  }),
]);

export const SaysSchema = Type.String({
  description:
    'the number of incidents in words, with its hours; where nobody could observe: "not observed", and why',
});
