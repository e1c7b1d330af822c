import { list, number, object, oneOf, parseShape, type Result, type Shaped, text } from '../base/index.ts';
import { STATUSES } from './axes.ts';
import { KINDS, MEANS } from './kinds.ts';
import { versionNumber, word } from './words.ts';

// A counting rule is data: named, versioned, and with nothing left to the reader. Any side may put its own on record
// and have every published count asked again under it.

/** What one is. Groups of discharges are told apart by pause and threshold, not by their name. */
export const UNITS = ['report', 'event', 'burst', 'salvo', 'shelling', 'incident', 'incident-hour'] as const;

const kinds = list(oneOf(...KINDS), 1, KINDS.length);

export const countingRuleForm = object(
  {
    rule: word,
    version: versionNumber,
    /** The rule in words, printed beside every number. */
    says: text({ max: 1000 }),
    unit: oneOf(...UNITS),
    /** Kinds that are counted; others are not looked at. */
    kinds,
    window: object({
      /** Whose midnight ends a day. */
      day: oneOf('local', 'utc'),
      /** Minutes without a discharge after which a new group begins. */
      pause: number(0, 10_080, 'minutes'),
      /** Whether midnight ends a group too. */
      'split-at-midnight': oneOf('yes', 'no'),
    }),
    /** How near is the same place. */
    distance: object(
      { by: oneOf('anywhere', 'metres', 'settlement', 'zone', 'footprint') },
      { metres: number(0, 1_000_000, 'metres') },
    ),
    /** Fewest discharges that make a group, and what becomes of fewer. */
    threshold: object({
      'at-least': number(1, 100_000, 'discharges', true),
      below: oneOf('undetermined', 'counts-as-one', 'not-counted', 'own-class'),
    }),
    /** Several who perceived the same: how they are recognised, and which of them counts. */
    overlap: object(
      { from: oneOf('incidents', 'reports', 'not-removed'), wins: oneOf('most', 'fewest', 'by-means') },
      { means: list(oneOf(...MEANS), 1, MEANS.length) },
    ),
    /** Classes that are shown apart and never added; by kind, or because a person assessed it so. */
    exclusions: list(object({ class: word }, { kinds }), 0, 32),
    /** In one group, the first absorbs the second: small arms in an artillery barrage. */
    precedence: list(object({ heavy: kinds, absorbs: kinds }), 0, 16),
    /** How the ends of ranges are summed: each with its own, or the best alone. */
    ranges: oneOf('each-with-its-own', 'best-alone'),
    statuses: list(oneOf(...STATUSES), 1, STATUSES.length),
  },
  {},
);
export type CountingRule = Shaped<typeof countingRuleForm>;

/** Reads a rule strictly. */
export function parseCountingRule(value: unknown): Result<CountingRule> {
  return parseShape(countingRuleForm, value, 'mission/counting-rule');
}

const FIRE = [
  'explosion',
  'burst',
  'shot',
  'projectile',
  'artillery-fire',
  'mortar-fire',
  'mlrs-fire',
  'tank-fire',
  'small-arms-fire',
  'fire-on-monitors',
] as const;

const EXCLUSIONS: CountingRule['exclusions'] = [
  { class: 'flare', kinds: ['flare'] },
  { class: 'exercise', kinds: ['exercise'] },
  { class: 'demining', kinds: ['demining'] },
  { class: 'celebratory-fire' },
  { class: 'controlled-detonation' },
  { class: 'counted-elsewhere' },
];

/** In force where no other is asked for: each explosion once, by whoever counted most of those who perceived it. */
export const EACH_EXPLOSION: CountingRule = {
  rule: 'each-explosion',
  version: 1,
  says: 'Each explosion, burst or shot counts once. Of several sources of the mission that perceived the same, the one that counted most is taken. Flares, exercises and demining stand in classes of their own.',
  unit: 'event',
  kinds: [...FIRE, 'flare', 'exercise', 'demining'],
  window: { day: 'local', pause: 0, 'split-at-midnight': 'no' },
  distance: { by: 'metres', metres: 10_000 },
  threshold: { 'at-least': 1, below: 'counts-as-one' },
  overlap: { from: 'reports', wins: 'most' },
  exclusions: EXCLUSIONS,
  precedence: [],
  ranges: 'each-with-its-own',
  statuses: [...STATUSES],
};

/** Every line of every report: what one comes to who adds without looking. */
export const EVERY_LINE: CountingRule = {
  ...EACH_EXPLOSION,
  rule: 'every-line',
  says: 'Every line of every report counts with its own number; nothing is done about what several perceived.',
  unit: 'report',
  overlap: { from: 'not-removed', wins: 'most' },
  exclusions: [],
};

/** Thirty or more discharges are one shelling, until a pause of more than an hour. */
export const SHELLINGS: CountingRule = {
  ...EACH_EXPLOSION,
  rule: 'shellings-of-thirty',
  says: 'Thirty or more discharges at one place are one shelling, until a pause of more than 60 minutes. The rule does not say what fewer are.',
  unit: 'shelling',
  window: { day: 'local', pause: 60, 'split-at-midnight': 'no' },
  threshold: { 'at-least': 30, below: 'undetermined' },
  precedence: [
    {
      heavy: ['artillery-fire', 'mortar-fire', 'mlrs-fire', 'tank-fire'],
      absorbs: ['small-arms-fire', 'shot'],
    },
  ],
};

/** One a place a local day, artillery over small arms. */
export const ONE_A_DAY: CountingRule = {
  ...SHELLINGS,
  rule: 'one-per-place-and-day',
  says: 'Whatever happens at one place on one local day counts as one; heavy fire absorbs small arms.',
  unit: 'incident',
  window: { day: 'local', pause: 1440, 'split-at-midnight': 'yes' },
  threshold: { 'at-least': 1, below: 'counts-as-one' },
};

/** Rules that every mission can ask by, besides those on its record. */
export const SHIPPED_RULES: readonly CountingRule[] = [EACH_EXPLOSION, EVERY_LINE, SHELLINGS, ONE_A_DAY];
