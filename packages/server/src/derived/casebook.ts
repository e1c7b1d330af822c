import { type Change, MISSION } from '@armistice/core/mission';
import type { ReadEntry } from '@armistice/core/record';

// The fold keeps what holds. What was written about a report and holds no more, was refused or was taken back, stands in
// the record: this says where, so that nobody reads a million entries to tell one history.

/** Kinds by which people say something of an incident, and the fields that name it. */
const NAMING: { readonly [kind: string]: readonly string[] } = {
  grade: ['report'],
  join: ['reports'],
  split: ['reports', 'from'],
  undo: [],
  number: ['incident'],
  assessment: ['incident'],
  attribution: ['incident'],
  finding: ['incident'],
  resolution: ['incident'],
  position: ['incident'],
  complaint: ['report'],
  answer: [],
  correction: [],
  claim: ['incident'],
  inquiry: ['incident'],
};
/** Who works on what: for whom else it were written, it is told to the mission alone. */
const WORK: ReadonlySet<string> = new Set(['claim', 'inquiry']);
/** Fields that name an earlier entry: what is said of that one is said of its reports. */
const NAMING_ENTRY: { readonly [kind: string]: string } = {
  undo: 'entry',
  answer: 'complaint',
  correction: 'entry',
};

/** An entry in which people said something, and who reads it. */
interface Noted {
  readonly index: number;
  readonly audience: string;
}

/** What was written about which reports, as plain data: of each report its key and the entries. */
export type CasebookDump = readonly (readonly [report: string, entries: readonly Noted[]])[];

/** The entries in which people said something of a report. */
export class Casebook {
  readonly #entries = new Map<string, Noted[]>();
  /** By entry, the reports that it is about. */
  readonly #about = new Map<number, readonly string[]>();

  dump(): CasebookDump {
    return [...this.#entries];
  }

  restore(dump: CasebookDump): void {
    for (const [report, entries] of dump) for (const one of entries) this.#note(report, one);
  }

  /** Takes note of entries that were folded, and forgets reports that were erased. */
  take(entries: readonly ReadEntry[], changes: readonly Change[]): void {
    for (const { index, header, body } of entries) {
      const fields = header === undefined ? undefined : NAMING[header.kind];
      if (header === undefined || fields === undefined) continue;
      if (WORK.has(header.kind) && header.audience !== MISSION) continue;
      const named = fields.flatMap((field) => textsIn(body[field]));
      const earlier = body[NAMING_ENTRY[header.kind] ?? ''];
      const about = typeof earlier === 'number' ? (this.#about.get(earlier) ?? []) : [];
      for (const report of new Set([...named, ...about]))
        this.#note(report, { index, audience: header.audience });
    }
    for (const change of changes)
      if (change.type === 'erased') for (const report of change.reports) this.#forget(report);
  }

  /** Entries about any of these reports that somebody reads, in the order of the record. */
  entriesOn(reports: readonly string[], isRead: (audience: string) => boolean): readonly number[] {
    const found = reports.flatMap((key) => this.#entries.get(key) ?? []);
    const read = found.filter(({ audience }) => isRead(audience)).map(({ index }) => index);
    return [...new Set(read)].sort((a, b) => a - b);
  }

  #note(report: string, noted: Noted): void {
    const { index } = noted;
    const known = this.#entries.get(report);
    if (known === undefined) this.#entries.set(report, [noted]);
    else known.push(noted);
    this.#about.set(index, [...(this.#about.get(index) ?? []), report]);
  }

  #forget(report: string): void {
    for (const { index } of this.#entries.get(report) ?? []) {
      const left = (this.#about.get(index) ?? []).filter((key) => key !== report);
      if (left.length === 0) this.#about.delete(index);
      else this.#about.set(index, left);
    }
    this.#entries.delete(report);
  }
}

function textsIn(value: unknown): readonly string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string');
}
