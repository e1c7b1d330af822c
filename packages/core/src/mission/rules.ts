import {
  flag,
  list,
  misshapen,
  number,
  object,
  oneOf,
  parseShape,
  type Result,
  record,
  type Shaped,
  text,
} from '../base/index.ts';
import { handle } from './words.ts';

/** What a person or a body may be called on to do; a party's own words need no office. */
export const OFFICES = [
  'duty',
  'chair',
  'monitor',
  'verify',
  'attribute',
  'find',
  'coordinate',
  'consent',
] as const;
export type Office = (typeof OFFICES)[number];

/** What every person's key may do in a mission whose rules state no offices. */
export const OFFICES_UNSTATED: readonly Office[] = ['duty', 'verify'];

const offices = list(oneOf(...OFFICES), 1, OFFICES.length);

/** A body that the mission names where the agreement names none; the form is the agreement's own. */
const bodyForm = object(
  { name: text() },
  {
    does: offices,
    members: list(handle, 1, 64),
    quorum: object({ 'at-least': number(1, 1000, 'members', true) }, { 'of-each': handle }),
    threshold: object(
      {
        share: text({
          pattern: /^(\d{1,4}(\.\d{1,3})?\s*%|\d{1,6}\/\d{1,6})$/,
          what: 'a share, written like "75 %" or "2/3"',
        }),
      },
      { of: text() },
    ),
  },
);
export type BodyRule = Shaped<typeof bodyForm>;

const hours = number(0.01, 87_600, 'hours');

/** One tier of the ladder on which a dispute is settled, the lowest first. */
const tierForm = object(
  { body: handle },
  {
    /** Undecided for so long, it is deadlocked by the clock. */
    within: hours,
    /** Deadlocked for so long, it moves to the next tier by itself. */
    escalates: hours,
  },
);
export type TierRule = Shaped<typeof tierForm>;

const rulesShape = object(
  {
    title: text({ max: 500 }),
    /** A training mission: every screen and every answer says so. */
    exercise: flag(),
    /** When an Indication may leave the mission: at once, or once a person has assessed the incident. */
    indications: oneOf('at-once', 'after-assessment'),
  },
  {
    /** What each person's or body's key may decide, by its handle. Without it every person's key may assess; where it is empty, nobody's. */
    offices: record(handle, offices, 1000, 0),
    bodies: record(handle, bodyForm, 64),
    ladder: list(tierForm, 1, 20),
    /** Independent origins that "corroborated" needs; 2 unless stated. */
    corroboration: number(1, 20, 'independent origins', true),
    /** What an attribution by assessment and a finding of a violation rest on: a verified incident unless stated. */
    rests: oneOf('on-verified', 'on-any-status'),
    /** Hours within which a complaint is answered; 72 unless stated. */
    'answer-within': hours,
    /** Cells about persons below this are not shown outside the mission; 3 unless stated. */
    'suppress-below': number(1, 100, 'persons', true),
    /** Hours after the end of a stretch before others than the mission are shown who could observe then; 24 unless stated. */
    'coverage-delay': number(0, 8_760, 'hours'),
  },
  ({ ladder = [] }, path) => {
    const last = ladder.length - 1;
    if (ladder[last]?.escalates !== undefined)
      misshapen(
        path === '' ? `ladder[${last}].escalates` : `${path}.ladder[${last}].escalates`,
        'has no tier above it: leave it out',
      );
  },
);

/** Rules of a mission: the open body of a `mission` entry after the first, in force from its index on. */
export type MissionRules = Shaped<typeof rulesShape>;

/** How rules are written; for the published schema. */
export const missionForm = rulesShape;

/** In force until a mission states its own. */
export const DEFAULT_RULES: MissionRules = { title: '', exercise: false, indications: 'after-assessment' };

/** Reads rules strictly. */
export function parseRules(value: unknown): Result<MissionRules> {
  return parseShape(rulesShape, value, 'mission/rules');
}

/** What the rules call somebody to do; a handle such as "constructor" is nobody until they name it. */
export function officesIn(
  { offices = {} }: Pick<MissionRules, 'offices'>,
  subject: string,
): readonly Office[] {
  return Object.hasOwn(offices, subject) ? (offices[subject] ?? []) : [];
}
