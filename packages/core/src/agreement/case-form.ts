import {
  list,
  misshapen,
  number,
  object,
  oneOf,
  parseShape,
  type Result,
  record,
  type Shape,
  type Shaped,
  text,
} from '../base/index.ts';
import { amount } from './amount-form.ts';
import { factsForm, jsonValue } from './facts.ts';
import { collectionRef, name, partyId, quotedId } from './ids.ts';
import { quantityText } from './quantity.ts';

// The form of `cases.yaml`: worked examples beside an agreement, which must come out as a lawyer wrote them down.

export const outcome = oneOf('breach', 'permitted', 'not-applicable', 'undetermined');

/** Where an obligation stands at a moment. */
export const standing = oneOf('overdue', 'due', 'met', 'met-late', 'undetermined', 'not-bound');

const moment = text({ format: 'date-time', max: 40 });

const caseEvent = object(
  { kind: name },
  {
    at: moment,
    occurred: object({ from: moment, to: moment }),
    phase: name,
    weapon: object(
      {},
      {
        class: name,
        calibre: number(0.1, 2000, 'millimetres'),
        range: number(0, 1e7, 'metres'),
        name: text(),
      },
    ),
    count: number(0, 1e9, 'how many'),
    measures: record(name, number(-1e12, 1e12, 'measured'), 32),
    'fired-from': oneOf('known'),
  },
  (value, path) => {
    if ((value.at === undefined) === (value.occurred === undefined))
      misshapen(path, 'must say when: either "at" or "occurred" with from and to');
  },
);

const far = quantityText({ dimensions: ['length'], like: '24.9 km' });

/** Where the event lies, stated outright: no geometry is needed, and none invented, to work an example. */
const lie = object(
  {},
  {
    zone: name,
    inside: oneOf('yes', 'no'),
    line: name,
    from: name,
    distance: far,
    side: partyId,
    crossed: oneOf('yes', 'no'),
    map: name,
    probability: number(0, 1, 'probability'),
  },
  (value, path) => {
    const which = [value.zone, value.line, value.from].filter((one) => one !== undefined);
    if (which.length !== 1) misshapen(path, 'must speak of one zone, one line, or a distance from one thing');
  },
);
export type CaseLie = Shaped<typeof lie>;

const expected = {
  outcome,
  status: standing,
  by: text({ max: 63 }),
  /** Which row of a limit with several. */
  of: name,
  probability: number(0, 1, 'probability'),
  missing: text(),
  exception: quotedId,
  'if-by': record(partyId, outcome, 64),
  due: moment,
  earliest: moment,
  counted: number(0, 1e9, 'counted'),
  allowed: number(0, 1e9, 'allowed'),
  /** Words that must stand somewhere in the reasons. */
  says: text({ max: 300 }),
} as const;

const expectation = object({ clause: quotedId }, expected);
export type Expectation = Shaped<typeof expectation>;

const row = object({ is: jsonValue }, expected);

const caseForm = object(
  { case: text({ max: 500 }) },
  {
    ref: collectionRef,
    /** A definition whose change the case shows. */
    shows: quotedId,
    event: caseEvent,
    incident: caseEvent,
    at: moment,
    lies: list(lie, 1, 32),
    facts: factsForm,
    expect: list(expectation, 1, 1000),
    /** A path into the case, and below it one row for each value: both sides of an edge. */
    vary: text({
      pattern: /^[A-Za-z][A-Za-z0-9.-]*$/,
      what: 'a path such as weapon.calibre or lies.0.distance',
    }),
    clause: quotedId,
    rows: list(row, 1, 64),
    amount,
    gives: number(0, 1e9, 'how many'),
  },
  (value, path) => {
    const parts = [value.expect, value.rows, value.gives].filter((one) => one !== undefined);
    if (parts.length !== 1)
      misshapen(path, 'must end in one of: expect, rows (with vary and clause), gives (with amount)');
    if (value.rows !== undefined && (value.vary === undefined || value.clause === undefined))
      misshapen(path, 'has rows, and so needs "vary" (what changes) and "clause" (whose outcome)');
    if ((value.gives === undefined) !== (value.amount === undefined))
      misshapen(path, 'must have "amount" and "gives" together');
    if (
      value.gives === undefined &&
      value.event === undefined &&
      value.incident === undefined &&
      value.at === undefined
    )
      misshapen(path, 'must have an event, or "at" for what is due or held at a moment');
  },
);

/** The form of `cases.yaml`. */
export const casesSource: Shape<Cases> = object({ agreement: quotedId, cases: list(caseForm, 1, 10_000) });

/** Worked examples of one agreement. */
export interface Cases {
  readonly agreement: string;
  readonly cases: readonly WorkedCase[];
}
export type WorkedCase = Shaped<typeof caseForm>;

/** Reads worked examples strictly. */
export function parseCases(value: unknown): Result<Cases> {
  return parseShape(casesSource, value, 'agreement/cases');
}
