import type {
  GroupedIncident,
  GroupedReport,
  Grouping,
  GroupingMaker,
  Pair,
  Regrouped,
  Said,
} from './grouping.ts';
import { groupedOf } from './incident.ts';
import type { ReportsOf } from './reports-of.ts';
import type { ReportView } from './views.ts';

// The simplest grouping: every report is an incident of its own until a person joins it to another. It shows what the
// seam asks for, and serves where no fusion is wanted.

interface Word {
  readonly together: boolean;
  /** Words count in the order in which they came. */
  readonly order: number;
}

const NOTHING: Regrouped = { changed: [], gone: [] };

class OneByOne implements Grouping {
  readonly #reports: ReportsOf;
  /** Words about a report, by the other one of the pair. */
  readonly #words = new Map<string, Map<string, Word>>();
  /** The incident that each report with a word is in. Without an entry a report is its own. */
  readonly #incidentOf = new Map<string, string>();
  #order = 0;

  constructor(reports: ReportsOf) {
    this.#reports = reports;
  }

  add(reports: readonly GroupedReport[]): Regrouped {
    const changed: GroupedIncident[] = [];
    const linked: string[] = [];
    for (const report of reports) {
      if (this.#words.has(report.key)) linked.push(report.key);
      else changed.push(groupedOf(report.key, report.view));
    }
    if (linked.length === 0) return { changed, gone: [] };
    const again = this.#regroup(linked);
    return { changed: [...changed, ...again.changed], gone: again.gone };
  }

  remove(reports: readonly GroupedReport[]): Regrouped {
    const keys = reports.map(({ key }) => key);
    const others = keys.flatMap((key) => this.#neighbourhood(key)).filter((key) => !keys.includes(key));
    const ids = new Set(keys.map((key) => this.#incidentOf.get(key) ?? key));
    for (const key of keys) this.#incidentOf.delete(key);
    const { changed, gone } = this.#regroup(others);
    const standing = new Set(changed.map(({ id }) => id));
    return { changed, gone: [...new Set([...gone, ...ids])].filter((id) => !standing.has(id)) };
  }

  join(pairs: readonly Pair[]): Regrouped {
    return this.#say({ type: 'join', pairs });
  }

  split(pairs: readonly Pair[]): Regrouped {
    return this.#say({ type: 'split', pairs });
  }

  release(pairs: readonly Pair[], earlier: readonly Said[]): Regrouped {
    const near = pairs.flat().flatMap((key) => this.#neighbourhood(key));
    for (const [a, b] of pairs) {
      this.#words.get(a)?.delete(b);
      this.#words.get(b)?.delete(a);
    }
    for (const said of earlier) this.#note(said);
    return this.#regroup([...near, ...pairs.flat()]);
  }

  /** Nothing moves here but by a person's word. */
  freeze(): Regrouped {
    return NOTHING;
  }

  clock(): Regrouped {
    return NOTHING;
  }

  /** Nothing: what was decided is in the snapshot, and the rest follows from it. */
  keep(): undefined {
    return undefined;
  }

  snapshot(): unknown {
    return {
      words: this.#words,
      incidentOf: this.#incidentOf,
      order: this.#order,
    };
  }

  static from(reports: ReportsOf, snapshot: unknown): OneByOne {
    const made = new OneByOne(reports);
    if (snapshot === undefined) return made;
    const kept = snapshot as {
      readonly words: ReadonlyMap<string, ReadonlyMap<string, Word>>;
      readonly incidentOf: ReadonlyMap<string, string>;
      readonly order: number;
    };
    for (const [key, words] of kept.words) made.#words.set(key, new Map(words));
    for (const [key, id] of kept.incidentOf) made.#incidentOf.set(key, id);
    made.#order = kept.order;
    return made;
  }

  #say(said: Said): Regrouped {
    const keys = said.pairs.flat();
    const near = keys.flatMap((key) => this.#neighbourhood(key));
    this.#note(said);
    return this.#regroup([...near, ...keys]);
  }

  #note({ type, pairs }: Said): void {
    this.#order += 1;
    const word = { together: type === 'join', order: this.#order };
    for (const [a, b] of pairs) {
      this.#wordsOf(a).set(b, word);
      this.#wordsOf(b).set(a, word);
    }
  }

  #wordsOf(key: string): Map<string, Word> {
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const made = new Map<string, Word>();
    this.#words.set(key, made);
    return made;
  }

  /** Reports that words connect to one, the word being to join or not. */
  #neighbourhood(start: string): readonly string[] {
    const found = new Set([start]);
    for (const key of found) for (const other of this.#words.get(key)?.keys() ?? []) found.add(other);
    return [...found];
  }

  /** Groups again every report that words connect to these. */
  #regroup(keys: readonly string[]): Regrouped {
    const near = [...new Set(keys.flatMap((key) => this.#neighbourhood(key)))].filter(
      (key) => this.#reports.get(key) !== undefined,
    );
    const before = new Set(near.map((key) => this.#incidentOf.get(key) ?? key));
    const groups = joined(near, this.#words);
    const changed = groups.map((group) => this.#described(group.toSorted()));
    for (const incident of changed)
      for (const key of incident.reports) this.#incidentOf.set(key, incident.id);
    const standing = new Set(changed.map(({ id }) => id));
    return { changed, gone: [...before].filter((id) => !standing.has(id)) };
  }

  /** One incident of several reports: the sharpest place, the widest stretch, the count of whoever counted most. */
  #described(keys: readonly string[]): GroupedIncident {
    const each = keys.map((key) => groupedOf(key, this.#reports.get(key) as ReportView));
    const [first] = each as [GroupedIncident];
    if (each.length === 1) return first;
    const spread = ({ place: { covariance } }: GroupedIncident) => covariance[0] + covariance[2];
    const sharpest = each.reduce((best, one) => (spread(one) < spread(best) ? one : best));
    const sources = new Set(keys.map((key) => this.#reports.get(key)?.source));
    const phases = each.flatMap(({ phase }) => (phase === undefined ? [] : [phase]));
    const weapons = each.flatMap(({ weapon }) => (weapon === undefined ? [] : [weapon]));
    const least = (part: 'from' | 'to') => each.map(({ occurred }) => occurred[part]).toSorted();
    return {
      ...sharpest,
      id: first.id,
      reports: keys,
      occurred: {
        from: least('from')[0] as string,
        to: least('to').at(-1) as string,
        extent: each.some(({ occurred }) => occurred.extent === 'span') ? 'span' : 'instant',
      },
      count: {
        min: Math.max(...each.map(({ count }) => count.min)),
        best: Math.max(...each.map(({ count }) => count.best)),
        max: Math.max(...each.map(({ count }) => count.max)),
      },
      ...(phases[0] === undefined ? {} : { phase: phases[0] }),
      ...(weapons[0] === undefined ? {} : { weapon: weapons[0] }),
      origins: sources.size,
      links: keys.slice(1).map((key) => ({
        a: first.id,
        b: key,
        type: 'same',
        score: 0,
        because: { decided: 1 },
      })),
    };
  }
}

/** Joins in the order of the words; a join that would bring together what a later word holds apart has no effect. */
function joined(
  keys: readonly string[],
  words: ReadonlyMap<string, ReadonlyMap<string, Word>>,
): readonly (readonly string[])[] {
  const groups = new Map(keys.map((key) => [key, [key]]));
  const joins = keys
    .flatMap((a) =>
      [...(words.get(a) ?? [])].flatMap(([b, { together, order }]) =>
        together && a < b && groups.has(b) ? [{ a, b, order }] : [],
      ),
    )
    .sort((x, y) => x.order - y.order || (x.a + x.b < y.a + y.b ? -1 : 1));
  const apart = (left: readonly string[], right: readonly string[], order: number) =>
    left.some((a) =>
      right.some((b) => {
        const word = words.get(a)?.get(b);
        return word !== undefined && !word.together && word.order > order;
      }),
    );
  for (const { a, b, order } of joins) {
    const [left, right] = [groups.get(a), groups.get(b)];
    if (left === undefined || right === undefined || left === right || apart(left, right, order)) continue;
    left.push(...right);
    for (const key of right) groups.set(key, left);
  }
  return [...new Set(groups.values())];
}

/** Every report an incident of its own, but for what people joined. */
export const ONE_BY_ONE: GroupingMaker = {
  method: 'one-by-one 1',
  make: (reports, snapshot) => OneByOne.from(reports, snapshot),
};
