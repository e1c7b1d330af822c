import { hex, sha256, utf8 } from '../record/index.ts';
import type { FusionChanges, FusionProposal } from './changes.ts';
import { ClockBook, type SourceClock } from './clocks.ts';
import { Constraints, type Decision } from './constraints.ts';
import { Evidence } from './evidence.ts';
import { Grouping, type Regrouped } from './grouping.ts';
import type { Group } from './groups.ts';
import { type FusedIncident, IncidentMaker } from './incident.ts';
import type { ReadReport } from './kept-reports.ts';
import { KeyIndex } from './key-index.ts';
import { Lessons } from './lessons.ts';
import { DIFFUSE, Measuring, newMeasured } from './measure.ts';
import { modelsOfLeft, type SensorModels } from './models.ts';
import type { FusionReport } from './report.ts';
import { CONSTRAINED, GONE, Rows, type RowTexts } from './rows.ts';
import { type Column, Tape } from './tape.ts';

/** What a fuser holds besides decisions and clocks, as plain data. */
export interface KeptRows extends RowTexts {
  /** Of each group that stands. */
  readonly ids: readonly string[];
  readonly columns: readonly Column[];
}

/** Key of a report: hexadecimal SHA-256 of source ‖ id. */
export function keyOf(source: string, id: string): string {
  return hex(sha256(utf8(source + id)));
}

/**
 * Reports to incidents, as they come. After any sequence of calls the incidents are those of the set of reports, the
 * clocks and the order of decisions: neither the order nor the batches in which reports came matter, to the byte.
 */
export class Fuser {
  readonly #rows: Rows;
  readonly #clocks = new ClockBook();
  readonly #measuring: Measuring;
  readonly #grouping: Grouping;
  readonly #maker: IncidentMaker;
  readonly #leftMaker: IncidentMaker;
  readonly #rowOf: KeyIndex;
  readonly #decisions: Decision[] = [];
  #constraints: Constraints | undefined;
  /** What people joined and parted, without what was decided or published; made when it is asked for. */
  #said: Constraints | undefined;
  /** Keys that decisions name together, whatever these say: no decision reaches farther. */
  readonly #named = new Map<string, Set<string>>();
  /** The groups that were answered; each knows under which id. */
  readonly #standing = new Set<Group>();
  readonly #measured = newMeasured();

  /** `read` gives a report again by its key, so that it need not be kept here. */
  constructor(models: SensorModels, read?: ReadReport) {
    const rows = new Rows(read);
    this.#rows = rows;
    this.#rowOf = new KeyIndex(rows.keys);
    this.#measuring = new Measuring(models);
    const { kinds } = this.#measuring;
    this.#grouping = new Grouping(rows, models, kinds);
    this.#maker = new IncidentMaker(rows, new Evidence(rows, models, kinds), kinds);
    this.#leftMaker = new IncidentMaker(rows, new Evidence(rows, modelsOfLeft(models), kinds), kinds);
  }

  /** The reports and their groups as they stand, so that they need not be grouped anew. */
  keep(): KeptRows {
    const tape = new Tape();
    const texts = this.#rows.keep(tape, this.#measuring.kinds);
    const standing = [...this.#standing];
    this.#grouping.carry(tape, standing);
    return { ...texts, ids: standing.map((group) => this.#nameOf(group)), columns: tape.columns };
  }

  /**
   * Takes in what {@link keep} gave, into a fuser of the same models without reports, that reads them by their keys and was
   * told the same clocks and decisions.
   */
  restore({ ids, columns, ...texts }: KeptRows): void {
    const tape = new Tape(columns);
    this.#rows.restore(tape, texts, this.#measuring.kinds);
    for (let row = 0; row < this.#rows.count; row++) if (!this.#rows.is(row, GONE)) this.#rowOf.add(row);
    for (const [at, group] of this.#grouping.carry(tape, []).entries()) {
      group.named = this.#rowOf.find(ids[at] as string);
      this.#standing.add(group);
    }
  }

  /** Takes reports in and settles them, without an answer: {@link incidents} tells. */
  take(reports: Iterable<FusionReport>): void {
    for (const report of reports) this.#take(report, keyOf(report.source, report.id));
    this.#follow(this.#grouping.settle());
    this.#rows.reports.release();
  }

  /** Takes reports in. One that is known already, by source and id, is passed over. */
  add(reports: Iterable<FusionReport>): FusionChanges {
    for (const report of reports) this.#take(report, keyOf(report.source, report.id));
    return this.#answer(this.#grouping.settle());
  }

  /** Takes reports in whose keys are known; otherwise as {@link add}. */
  addKeyed(reports: Iterable<readonly [key: string, report: FusionReport]>): FusionChanges {
    for (const [key, report] of reports) this.#take(report, key);
    return this.#answer(this.#grouping.settle());
  }

  /** Forgets reports by key: they were erased, and what rested on them is computed without. */
  remove(keys: Iterable<string>): FusionChanges {
    for (const key of keys) {
      const row = this.#rowOf.find(key);
      if (row < 0) continue;
      this.#rowOf.delete(key);
      this.#grouping.drop(row);
    }
    return this.#answer(this.#grouping.settle());
  }

  /** What is known of sources' clocks from an entry on: their reports are measured anew. */
  setClocks(clocks: Iterable<SourceClock>): FusionChanges {
    const sources = new Set<string>();
    for (const clock of clocks) {
      this.#clocks.add(clock);
      sources.add(clock.source);
    }
    const { reports, keys, count } = this.#rows;
    for (let row = 0; row < count; row++) {
      if (this.#rows.is(row, GONE) || !sources.has(this.#rows.sourceOf(row))) continue;
      const [report, key] = [reports.of(row), keys.at(row)];
      this.#rowOf.delete(key);
      this.#grouping.drop(row);
      this.#take(report, key);
    }
    return this.#answer(this.#grouping.settle());
  }

  /** Takes decisions of people in, in the order of the record. They are obeyed from then on. */
  decide(decisions: Iterable<Decision>): FusionChanges {
    const touched = new Set<string>();
    for (const decision of decisions) {
      this.#decisions.push(decision);
      for (const key of this.#nameTogether(decision.reports)) touched.add(key);
    }
    this.#constraints = this.#obey(this.#decisions);
    this.#said = undefined;
    const near = [...touched].flatMap((key) => [...(this.#named.get(key) ?? [])]);
    const rows = [...new Set(near)].map((key) => this.#rowOf.find(key)).filter((row) => row >= 0);
    this.#grouping.constrain(this.#constraints, rows);
    return this.#answer(this.#grouping.settle());
  }

  /** Puts keys into one set, with all that were named with any of them; answers one key for each set. */
  #nameTogether(keys: readonly string[]): readonly string[] {
    let [all] = keys.map((key) => this.#named.get(key) ?? new Set([key])).sort((a, b) => b.size - a.size);
    all ??= new Set();
    for (const key of keys) {
      if (all.has(key)) continue;
      for (const other of this.#named.get(key) ?? [key]) {
        all.add(other);
        this.#named.set(other, all);
      }
    }
    for (const key of keys) this.#named.set(key, all);
    return keys.slice(0, 1);
  }

  /**
   * What evidence would do to incidents that were decided or published, or to those among them that have these ids;
   * nothing happens until a person decides.
   */
  proposals(among?: Iterable<string>): readonly FusionProposal[] {
    if (this.#constraints === undefined) return [];
    const isDecided = ({ founders, kind }: Group): boolean =>
      kind === 'sharp' && founders.some((row) => this.#constraints?.pinOf(row) !== undefined);
    const groups =
      among === undefined ? this.#standing : [...among].flatMap((key) => this.#groupWith(key) ?? []);
    const decided = [...groups].filter(isDecided);
    if (decided.length === 0) return [];
    this.#said ??= this.#obey(this.#decisions.filter(({ type }) => type !== 'freeze'));
    const proposals = this.#grouping.proposals(decided, this.#said, isDecided);
    const found = proposals.map((proposal): FusionProposal => {
      if (proposal.type === 'merge')
        return {
          type: 'merge',
          incidents: proposal.groups.map((group) => this.#idOf(group)).sort(),
          score: proposal.score,
        };
      const parts = proposal.parts.map((rows) => rows.map((row) => this.#rows.keys.at(row)));
      return { type: 'split', incidents: [this.#idOf(proposal.group)], parts };
    });
    const order = (proposal: FusionProposal): string => `${proposal.incidents.join(' ')} ${proposal.type}`;
    return found.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  #obey(decisions: readonly Decision[]): Constraints {
    return new Constraints(
      decisions,
      (row) => this.#rows.keys.at(row),
      (key) => {
        const row = this.#rowOf.find(key);
        return row < 0 ? undefined : row;
      },
    );
  }

  /** Every incident, sorted by id. */
  incidents(): readonly FusedIncident[] {
    return [...this.#standing].map((group) => this.#make(group)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The incident that a report is of, by the report's key. */
  incidentOf(key: string): FusedIncident | undefined {
    const group = this.#groupWith(key);
    return group === undefined ? undefined : this.#make(group);
  }

  #groupWith(key: string): Group | undefined {
    const row = this.#rowOf.find(key);
    return row < 0 ? undefined : this.#grouping.groupOf(row);
  }

  #take(report: FusionReport, key: string): void {
    if (this.#rowOf.find(key) >= 0) return;
    this.#measuring.measure(report, this.#clocks, this.#measured);
    const row = this.#rows.add(report, key, this.#measured);
    this.#rowOf.add(row);
    if (this.#constraints !== undefined && this.#constraints.atomOfKey(key) >= 0)
      this.#rows.set(row, CONSTRAINED, true);
    this.#grouping.add(row);
  }

  #make(group: Group): FusedIncident {
    const first = group.founders[0] as number;
    const maker = this.#rows.tier[first] === DIFFUSE ? this.#leftMaker : this.#maker;
    return maker.make(group, this.#idOf(group), (other) => this.#idOf(other));
  }

  #idOf(group: Group): string {
    return this.#rows.keys.at(this.#namingRow(group));
  }

  /** The row whose key is a group's id. */
  #namingRow(group: Group): number {
    for (const row of group.founders) {
      const pin = this.#rows.is(row, CONSTRAINED) ? this.#constraints?.pinOf(row) : undefined;
      // Of an erased report not even the key stays as a name.
      const pinned = pin === undefined ? -1 : this.#rowOf.find(pin);
      if (pinned >= 0) return pinned;
    }
    return group.founders[0] as number;
  }

  /** The id under which a group was answered. */
  #nameOf({ named }: Group): string {
    return this.#rows.keys.at(named);
  }

  /** What all reports together teach of those who sent them. */
  lessons(): Lessons {
    return new Lessons(this.#rows, this.#measuring, this.#clocks, [...this.#standing]);
  }

  /** Notes which groups stand, and answers the ids that none has any more. */
  #follow({ changed, ended }: Regrouped): Set<string> {
    const before = new Set<string>();
    for (const group of ended) if (this.#standing.delete(group)) before.add(this.#nameOf(group));
    const now: string[] = [];
    for (const group of changed) {
      if (!group.alive) continue;
      if (this.#standing.has(group)) before.add(this.#nameOf(group));
      this.#standing.add(group);
      group.named = this.#namingRow(group);
      now.push(this.#nameOf(group));
    }
    for (const id of now) before.delete(id);
    return before;
  }

  #answer(regrouped: Regrouped): FusionChanges {
    const gone = [...this.#follow(regrouped)].sort();
    const changed: FusedIncident[] = [];
    for (const group of regrouped.changed) if (group.alive) changed.push(this.#make(group));
    const aliases = gone.flatMap((from) => {
      const group = this.#groupWith(from);
      return group === undefined ? [] : [{ from, to: this.#idOf(group) }];
    });
    this.#rows.reports.release();
    return { changed: changed.sort((a, b) => (a.id < b.id ? -1 : 1)), gone, aliases };
  }
}
