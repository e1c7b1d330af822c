import { meantInstead, type Refusal } from '../base/index.ts';
import { COMMON_ACTIVITY_NAMES } from './activity.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { deadlineProblems } from './deadline-references.ts';
import { KINDS } from './kinds.ts';
import { type KnownNames, unknownName } from './known-names.ts';
import { listOf, plainEvent } from './lists.ts';
import { misplaced } from './misplaced.ts';
import { numberProblems } from './number-references.ts';
import { sectionProblems } from './section-references.ts';
import { type CountedTime, isCounted } from './times.ts';

/** Moments and facts that every agreement has. */
export const COMMON_EVENTS: readonly string[] = ['adopted', 'in-force', 'consent', 'holding', 'notice'];

/** Every name in an agreement that stands for nothing, every id that stands twice, every definition in a circle. */
export function checkReferences(agreement: Agreement): readonly Refusal[] {
  const known = namesOf(agreement);
  return [
    ...sectionProblems(agreement, known),
    ...clauseProblems(agreement, known),
    ...numberProblems(agreement),
  ];
}

function namesOf(agreement: Agreement): KnownNames {
  const parties = agreement.parties.map(({ id }) => id);
  const terms = agreement.clauses.flatMap((clause) =>
    clause.verb === 'define' && clause.as === 'reference-line' ? [clause.define] : [],
  );
  return {
    parties,
    actors: [...parties, ...keys(agreement.groups), ...keys(agreement.bodies), 'any party', 'anyone'],
    activities: [...COMMON_ACTIVITY_NAMES, ...keys(agreement.activities)],
    goods: [...keys(agreement.weapons), ...keys(agreement.things), ...KINDS],
    lines: [...keys(agreement.lines), ...terms],
    zones: keys(agreement.zones),
    events: [...COMMON_EVENTS, ...keys(agreement.events)],
    clauses: agreement.clauses.map(({ id }) => id),
  };
}

function keys(section: object | undefined): readonly string[] {
  return section === undefined ? [] : Object.keys(section);
}

function clauseProblems(agreement: Agreement, known: KnownNames): readonly Refusal[] {
  const problems: Refusal[] = [];
  const seen = new Map<string, string>();
  for (const [at, clause] of agreement.clauses.entries()) {
    const path = `clauses[${at}]`;
    const first = seen.get(clause.id);
    if (first !== undefined)
      problems.push({
        code: 'agreement/twice',
        message: `${path}.id: clause "${clause.id}" stands in the agreement twice, first as ${first}; give this one another id`,
        path: `${path}.id`,
      });
    else seen.set(clause.id, path);
    problems.push(...oneClause(agreement, clause, path, known));
  }
  return problems;
}

type Check = readonly [
  field: string,
  words: readonly string[],
  what: string,
  known: readonly string[],
  remedy?: string,
];

function oneClause(
  agreement: Agreement,
  clause: Clause,
  path: string,
  known: KnownNames,
): readonly Refusal[] {
  const problems: Refusal[] = [];
  for (const actor of listOf(clause.by)) {
    if (known.actors.includes(actor)) continue;
    problems.push({
      code: 'agreement/unknown-party',
      message:
        `${path}.by: "${actor}" is no party of this agreement` +
        meantInstead(actor, known.actors, '; declare it under "parties", "groups" or "bodies"'),
      path: `${path}.by`,
    });
  }
  for (const [field, words, what, names, remedy] of checksOf(clause, known)) {
    for (const word of words)
      if (!names.includes(word))
        problems.push(
          misplaced(path, field, word, known) ?? unknownName(`${path}.${field}`, word, what, names, remedy),
        );
  }
  problems.push(
    ...deadlineProblems(agreement, clause, path),
    ...areaProblems(agreement, clause, path, known),
  );
  return problems;
}

const EVENT_REMEDY = '; declare it under "events" with its name in words';

function checksOf(clause: Clause, known: KnownNames): readonly Check[] {
  const events = (field: string, ...words: readonly (string | undefined)[]): Check => [
    field,
    words.flatMap((word) => (word === undefined ? [] : [plainEvent(word)])),
    'event',
    known.events,
    EVENT_REMEDY,
  ];
  const shared: Check[] = [
    events('provided', ...listOf(clause.provided)),
    events('armed.absent', clause.armed?.absent),
    ...[clause.from, clause.until, clause.armed?.at].flatMap((time, at) =>
      time !== undefined && isCounted(time)
        ? [
            events(
              `${['from', 'until', 'armed.at'][at]}.${time.of === undefined ? 'after' : 'of'}`,
              base(time),
            ),
          ]
        : [],
    ),
  ];
  const goods = (field: string, words: readonly string[]): Check => [
    field,
    words,
    'weapon or thing',
    known.goods,
    '; declare it under "weapons" or "things"',
  ];
  const clauses = (field: string, words: readonly string[]): Check => [field, words, 'clause', known.clauses];
  const acts = (field: string, words: readonly string[]): Check => [
    field,
    words,
    'activity',
    known.activities,
    '; declare it under "activities" with the kinds of report that are it',
  ];
  switch (clause.verb) {
    case 'forbid':
      return [...shared, acts('forbid', listOf(clause.forbid)), goods('of', listOf(clause.of))];
    case 'require':
      return [
        ...shared,
        goods('of', listOf(clause.of)),
        events('met-by', clause['met-by']),
        events('before', clause.before),
        events('each', clause.each),
      ];
    case 'limit':
      return [...shared, ...limitChecks(clause, known, events, goods, clauses)];
    case 'permit':
      return [
        ...shared,
        ...(clause.permit === 'holding' ? [] : [acts('permit', listOf(clause.permit))]),
        goods('of', listOf(clause.of)),
        clauses('lifts', listOf(clause.lifts)),
        ...(clause.chain ?? []).map((link, at) => events(`chain[${at}].fact`, link.fact)),
        events('consent.fact', clause.consent?.fact),
        ['consent.of', listOf(clause.consent?.of), 'party or body', known.actors],
      ];
    case 'define':
      return [
        ...shared,
        events('renewed-by', clause['renewed-by']),
        events('ended-by', clause['ended-by']),
        ['line', listOf(clause.line), 'line', known.lines],
        ['for', listOf(clause.for), 'party', known.actors],
        ...definedChecks(clause, known),
      ];
    case 'not-counted':
      return [...shared, goods('of', listOf(clause.of)), clauses('limits', listOf(clause.limits))];
  }
}

function base(time: CountedTime): string | undefined {
  return time.after ?? time.of;
}

function limitChecks(
  clause: Extract<Clause, { readonly verb: 'limit' }>,
  known: KnownNames,
  events: (field: string, ...words: readonly (string | undefined)[]) => Check,
  goods: (field: string, words: readonly string[]) => Check,
  clauses: (field: string, words: readonly string[]) => Check,
): readonly Check[] {
  const rows = typeof clause.limit === 'string' ? [clause.limit] : Object.keys(clause.limit);
  const flows = clause.per !== undefined || clause.each !== undefined || clause['at-once'] === true;
  const amounts = [
    clause['at-most'],
    clause['at-least'],
    ...(typeof clause.limit === 'string' ? [] : Object.values(clause.limit)),
  ].flatMap((one) => (typeof one === 'object' ? [one] : []));
  return [
    flows
      ? ['limit', rows, 'thing or event', [...known.goods, ...known.events], EVENT_REMEDY]
      : goods('limit', rows),
    goods('of', listOf(clause.of)),
    events('each', clause.each),
    ...amounts.flatMap((one): readonly Check[] => [
      clauses('at-most.of-clause', listOf(one['of-clause'])),
      clauses('at-most.sum-of', one['sum-of'] ?? []),
      events('at-most.of-fact', one['of-fact'], one['as-many-as']),
    ]),
  ];
}

function definedChecks(
  clause: Extract<Clause, { readonly verb: 'define' }>,
  known: KnownNames,
): readonly Check[] {
  const word = [clause.define];
  switch (clause.as) {
    case 'line':
      return [['define', word, 'line', known.lines]];
    case 'zone':
      return [['define', word, 'zone', known.zones]];
    case 'activity':
      return [['define', word, 'activity', known.activities]];
    case 'weapon':
      return [['define', word, 'weapon', known.goods]];
    case 'event':
      return [['define', word, 'event', known.events]];
    case 'body':
      return [['define', word, 'body', known.actors]];
    case 'reference-line':
    case 'term':
    case 'number':
      return [];
  }
}

function areaProblems(
  agreement: Agreement,
  clause: Clause,
  path: string,
  known: KnownNames,
): readonly Refusal[] {
  if (clause.verb === 'define' || clause.verb === 'not-counted') return [];
  const problems: Refusal[] = [];
  const form = (field: string, message: string) =>
    problems.push({
      code: 'agreement/form',
      message: `${path}.${field}: ${message}`,
      path: `${path}.${field}`,
    });
  for (const zone of listOf(clause.in))
    if (!known.zones.includes(zone))
      problems.push(
        misplaced(path, 'in', zone, known) ??
          unknownName(`${path}.in`, zone, 'zone', known.zones, '; declare it under "zones"'),
      );
  const line = clause['of-line'];
  if (line !== undefined && !known.lines.includes(line))
    problems.push(
      misplaced(path, 'of-line', line, known) ??
        unknownName(`${path}.of-line`, line, 'line', known.lines, '; declare it under "lines"'),
    );
  const side = clause['on-side'];
  if (side !== undefined && !['own', 'other', 'either', ...known.parties].includes(side))
    problems.push(
      unknownName(`${path}.on-side`, side, 'party', ['own', 'other', 'either', ...known.parties]),
    );
  const measured = clause.within ?? clause.beyond;
  if (measured !== undefined && line === undefined && clause.around === undefined)
    form(
      clause.within === undefined ? 'beyond' : 'within',
      'says how far, but not from what; add "of-line" or "around"',
    );
  if (side !== undefined && line === undefined)
    form('on-side', 'needs the line whose side it is; add "of-line"');
  if (clause.around !== undefined && agreement.things?.[clause.around] === undefined)
    problems.push(unknownName(`${path}.around`, clause.around, 'thing', Object.keys(agreement.things ?? {})));
  return problems;
}
