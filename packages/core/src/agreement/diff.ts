import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { geometryHash } from './geometry.ts';
import { sentenceOf } from './prose.ts';

/** What changed from one version of an agreement to another, in words. */
export interface Difference {
  /** A clause, or a part of the head such as `lines.contact`. */
  readonly of: string;
  readonly change: 'added' | 'taken out' | 'changed';
  readonly before?: string;
  readonly after?: string;
  /** Fields that differ, where something changed. */
  readonly fields?: readonly string[];
}

const SECTIONS = [
  'parties',
  'groups',
  'bodies',
  'lines',
  'zones',
  'weapons',
  'things',
  'activities',
  'events',
  'counting',
] as const;

/** Compares two versions clause by clause and section by section; what differs only in order is no change. */
export function differencesBetween(before: Agreement, after: Agreement): readonly Difference[] {
  return [...headDifferences(before, after), ...clauseDifferences(before, after)];
}

function headDifferences(before: Agreement, after: Agreement): readonly Difference[] {
  const plain = (['title', 'version', 'revision', 'clock'] as const).flatMap(
    (field): readonly Difference[] =>
      before[field] === after[field]
        ? []
        : [{ of: field, change: 'changed', before: String(before[field]), after: String(after[field]) }],
  );
  const times = (['adopted', 'in-force'] as const).flatMap((field): readonly Difference[] =>
    before[field].utc === after[field].utc
      ? []
      : [{ of: field, change: 'changed', before: before[field].local, after: after[field].local }],
  );
  const sections = SECTIONS.flatMap((section) =>
    sectionDifferences(section, entriesOf(before[section]), entriesOf(after[section])),
  );
  const days = sectionDifferences('holidays', daysOf(before), daysOf(after));
  const drawings = sectionDifferences('geometry', drawingsOf(before), drawingsOf(after));
  return [...plain, ...times, ...sections, ...days, ...drawings];
}

function daysOf({ holidays = [] }: Agreement): ReadonlyMap<string, unknown> {
  return new Map(holidays.map((day) => [day, day]));
}

/** Drawings by their hash: their positions are not for reading. */
function drawingsOf({ geometry = {} }: Agreement): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(geometry).map(([file, drawing]) => [file, geometryHash(drawing)]));
}

function entriesOf(section: unknown): ReadonlyMap<string, unknown> {
  if (Array.isArray(section)) return new Map(section.map((one: { readonly id: string }) => [one.id, one]));
  if (typeof section === 'object' && section !== null) return new Map(Object.entries(section));
  return new Map();
}

function sectionDifferences(
  section: string,
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly Difference[] {
  const found: Difference[] = [];
  for (const [id, was] of before) {
    const is = after.get(id);
    if (is === undefined) found.push({ of: `${section}.${id}`, change: 'taken out', before: spelled(was) });
    else if (spelled(was) !== spelled(is))
      found.push({ of: `${section}.${id}`, change: 'changed', before: spelled(was), after: spelled(is) });
  }
  for (const [id, is] of after)
    if (!before.has(id)) found.push({ of: `${section}.${id}`, change: 'added', after: spelled(is) });
  return found;
}

function clauseDifferences(before: Agreement, after: Agreement): readonly Difference[] {
  const was = new Map(before.clauses.map((clause) => [clause.id, clause]));
  const is = new Map(after.clauses.map((clause) => [clause.id, clause]));
  const found: Difference[] = [];
  for (const [id, old] of was) {
    const now = is.get(id);
    if (now === undefined)
      found.push({ of: `clause ${id}`, change: 'taken out', before: sentenceOf(before, old) });
    else if (spelled(old) !== spelled(now))
      found.push({
        of: `clause ${id}`,
        change: 'changed',
        before: sentenceOf(before, old),
        after: sentenceOf(after, now),
        fields: fieldsThatDiffer(old, now),
      });
  }
  for (const [id, now] of is)
    if (!was.has(id)) found.push({ of: `clause ${id}`, change: 'added', after: sentenceOf(after, now) });
  return found;
}

function fieldsThatDiffer(a: Clause, b: Clause): readonly string[] {
  const [one, other] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => spelled(one.get(name)) !== spelled(other.get(name)));
}

/** A value with its fields in one order, so that two spellings of it compare equal. */
function spelled(value: unknown): string {
  return (
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    ) ?? ''
  );
}
