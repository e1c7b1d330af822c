import {
  flag,
  list,
  misshapen,
  number,
  object,
  oneOf,
  record,
  type Shape,
  type Shaped,
  text,
} from '../base/index.ts';
import { type Amount, amount, shareOrNumber, shareOrTrue } from './amount-form.ts';
import { clauseAnchor, collectionRef, name, oneOrMore, quotedId } from './ids.ts';
import { quantityText } from './quantity.ts';
import { distance } from './sections.ts';
import {
  armedByAbsence,
  type ClockTime,
  clockTime,
  duration,
  recurrence,
  recurringWindow,
  timePoint,
} from './times.ts';

// The six kinds of clause. Each is declared once: from here come the reader of files, that of records, the static
// type and the published schema. `T` is a time: local in a file, with its UTC in a record.

/** Whom a clause binds: a party, a group, a body, a list of them, "any party", or "anyone". */
const actor = text({
  max: 63,
  pattern: /^([a-z][a-z0-9-]*|any party)$/,
  what: 'a party, a group, a body, "any party", "anyone", or several in a list: [north, south]',
});
const actors: Shape<string | readonly string[]> = oneOrMore(actor);
const names = oneOrMore(name);
const clauseIds = oneOrMore(quotedId);

/** An edge on something measured: `">= 9000"`. */
const edge = quantityText({ dimensions: ['count'], like: '>= 9000', compared: true, named: true });
const edges = record(name, edge, 32);

/** Where: any field left out puts no condition. */
const area = {
  in: names,
  within: distance,
  beyond: distance,
  'of-line': name,
  'on-side': text({ max: 63, pattern: /^[a-z][a-z0-9-]*$/, what: 'a party, "own", "other" or "either"' }),
  around: name,
  /** Which end of fire the place is of: `fired-from`, `impact` or `either`. */
  end: oneOf('fired-from', 'impact', 'either'),
} as const;

const sentences = list(text({ max: 500 }), 1, 16);
const readingsForm: Shape<readonly string[]> = {
  schema: sentences.schema,
  read: (value, path) =>
    Array.isArray(value)
      ? sentences.read(value, path)
      : misshapen(
          path,
          'must be a list, also of one sentence; write it like readings: ["a zone 50 km wide is read as 25 km on each side"]',
        ),
};

function common<T>(time: Shape<T>) {
  return {
    ref: collectionRef,
    by: actors,
    from: timePoint(time),
    until: timePoint(time),
    windows: list(recurringWindow, 1, 32),
    'if-any': edges,
    'if-all': edges,
    /** Facts that must have happened before the clause binds. */
    provided: names,
    armed: armedByAbsence(time),
    /** The words of the text where our encoding is a reading of them: "security zone 50 km wide". */
    'stated-as': text({ max: 500 }),
    /** What the text leaves open, and how it is read here; shown wherever the clause is. */
    readings: readingsForm,
  } as const;
}

/** A consent that is asked for: whose, by which fact, and how long it holds where its record states no end. */
const consentForm = object(
  { of: names },
  {
    fact: name,
    lasts: duration,
    /** The text lets it hold until it is taken back: its record need not state an end. */
    standing: flag(),
    /** What its record must state besides: where, for whom, how many. */
    states: oneOrMore(oneOf('in', 'to', 'number')),
  },
);

/** One link of a chain that makes an exception lawful: facts that must have come, in this order. */
const chainLink = object(
  { fact: name },
  {
    /** `same`: by whoever acts; `other`: by an opposing party; or a party or body. */
    by: actor,
    /** At most so long after the link before it. */
    within: duration,
    /** How long it holds where its record states no end; or that it stands until it is taken back. */
    lasts: duration,
    standing: flag(),
    /** It comes after the act itself, such as a notice of it. */
    later: flag(),
    says: text({ max: 500 }),
  },
);
export type ChainLink = Shaped<typeof chainLink>;

/** What each verb says, apart from id and anchor: required fields first, then those that may be left out. */
export function verbForms<T>(time: Shape<T>) {
  const any = common(time);
  const head = { id: quotedId, anchor: clauseAnchor } as const;
  return {
    forbid: [
      { ...head, forbid: names },
      { ...any, ...area, of: names },
    ],
    require: [
      { ...head, require: text({ max: 300 }) },
      {
        ...any,
        ...area,
        of: names,
        'met-by': name,
        /** One obligation for each such event; with `until`, write `after: each …` there. */
        each: name,
        /** The field that pairs what is done with what it is done for: both facts bear the same value in it. */
        same: name,
        every: recurrence,
        before: name,
        'at-least': duration,
        'at-most': duration,
        for: duration,
        'by-day': text({ max: 5, pattern: /^(0[1-9]|1[0-2])-([0-2]\d|3[01])$/, what: 'a day such as 11-15' }),
        'years-before': number(1, 20, 'years', true),
      },
    ],
    limit: [
      { ...head, limit: limited() },
      {
        ...any,
        ...area,
        of: names,
        'at-most': amount,
        'at-least': amount,
        together: flag(),
        'held-in': name,
        per: duration,
        starting: oneOf('calendar', 'from', 'rolling'),
        'at-once': flag(),
        each: name,
        measure: name,
        whose: name,
        /** A share of the ceiling, or a number. */
        'per-asker': shareOrNumber(),
        /** The ceiling is what must be accepted: what is accepted beyond it breaches nobody. */
        accepting: flag(),
        /** The fact of refusing what must be accepted, by the bound party, `value.to` being whom it refused. */
        refusal: name,
        round: oneOf('down', 'up', 'nearest'),
        /** The ceiling is approximate: by so much of it at most, or by an amount that the text leaves open. */
        about: shareOrTrue(),
      },
    ],
    permit: [
      { ...head, permit: names, lifts: clauseIds },
      {
        ...any,
        ...area,
        of: names,
        number: number(0, 1_000_000, 'how many', true),
        consent: consentForm,
        chain: list(chainLink, 1, 16),
      },
    ],
    define: [
      {
        ...head,
        define: name,
        as: oneOf('line', 'zone', 'activity', 'weapon', 'event', 'body', 'reference-line', 'term', 'number'),
      },
      {
        ...any,
        for: actors,
        line: name,
        lasts: duration,
        'renewed-by': name,
        'ended-by': name,
        is: text({ max: 200 }),
      },
    ],
    'not-counted': [
      { ...head, 'not-counted': name },
      {
        ...any,
        of: names,
        limits: clauseIds,
        'for-at-most': duration,
        'at-most-sites': number(0, 10_000, 'sites', true),
        needs: names,
        'held-by': name,
      },
    ],
  } as const;
}

/** What is limited: one thing, or several with a ceiling each (`{ tanks: 410, artillery: 1500 }`). */
function limited(): Shape<string | { readonly [thing: string]: Amount }> {
  const rows = record(name, amount, 64);
  return {
    schema: { anyOf: [name.schema, rows.schema] },
    read: (value, path) => (typeof value === 'string' ? name.read(value, path) : rows.read(value, path)),
  };
}

export const VERBS = ['forbid', 'require', 'limit', 'permit', 'define', 'not-counted'] as const;
export type Verb = (typeof VERBS)[number];

/** The forms of clauses as they stand in a record, each with its verb named. */
function recordForms() {
  const forms = verbForms(clockTime);
  return {
    forbid: object({ verb: oneOf('forbid'), ...forms.forbid[0] }, forms.forbid[1]),
    require: object({ verb: oneOf('require'), ...forms.require[0] }, forms.require[1]),
    limit: object({ verb: oneOf('limit'), ...forms.limit[0] }, forms.limit[1]),
    permit: object({ verb: oneOf('permit'), ...forms.permit[0] }, forms.permit[1]),
    define: object({ verb: oneOf('define'), ...forms.define[0] }, forms.define[1]),
    'not-counted': object(
      { verb: oneOf('not-counted'), ...forms['not-counted'][0] },
      forms['not-counted'][1],
    ),
  } as const;
}

export const clauseForms = recordForms();
export type ForbidClause = Shaped<typeof clauseForms.forbid>;
export type RequireClause = Shaped<typeof clauseForms.require>;
export type LimitClause = Shaped<typeof clauseForms.limit>;
export type PermitClause = Shaped<typeof clauseForms.permit>;
export type DefineClause = Shaped<typeof clauseForms.define>;
export type NotCountedClause = Shaped<(typeof clauseForms)['not-counted']>;

/** One deontic statement of an agreement, a definition, or an exclusion from its counts. */
export type Clause =
  | ForbidClause
  | RequireClause
  | LimitClause
  | PermitClause
  | DefineClause
  | NotCountedClause;

/** A clause with a place and an activity: what an event can touch. */
export type ActClause = ForbidClause | RequireClause | PermitClause;
export type { ClockTime };
