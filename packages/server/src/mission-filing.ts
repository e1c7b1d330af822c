import { type KnownReport, type Report, reportKey, wholeReport } from '@armistice/core/mission';
import { formatJson, hex, type Json, type ReadEntry, sha256, utf8 } from '@armistice/core/record';

/** Where a report stands in the record. */
export interface Filed {
  readonly key: string;
  readonly index: number;
  /** Leaf hash, base64url; with the index it is what a receipt is about. */
  readonly leaf?: string;
  /** It was filed before; nothing was written. */
  readonly already: boolean;
  /** The log's signed promise, as a file to keep. Of a report filed before this start it is no longer held. */
  readonly promise?: string;
}

/** Another report has this source and id. A correction is a new entry that supersedes, never the same id again. */
export class AnotherReport extends Error {
  constructor(report: Report, index: number | undefined) {
    const where = index === undefined ? 'in the same moment' : `as entry ${index}`;
    super(
      `${report.source} has filed another report under the id ${report.id}, ${where}; give a new report a new id`,
    );
    this.name = 'AnotherReport';
  }
}

// Enough for every sender to ask again after a lost answer; older ones get index and key.
const MAX_RECENT = 10_000;

/** Makes filing idempotent: one (source, id) becomes one entry, however often and at whatever moment it is sent. */
export class FilingDesk {
  readonly #record: (reports: readonly Report[]) => Promise<readonly Filed[]>;
  readonly #digests = new Map<string, string>();
  readonly #known = new Map<string, number>();
  readonly #recent = new Map<string, Filed>();
  readonly #pending = new Map<string, { readonly digest: string; readonly filed: Promise<Filed> }>();

  constructor(record: (reports: readonly Report[]) => Promise<readonly Filed[]>) {
    this.#record = record;
  }

  /** Takes note of a report that was read back from the record. */
  known(report: KnownReport, entry: ReadEntry): void {
    this.#known.set(report.key, report.index);
    if (isWhole(entry))
      this.#digests.set(report.key, digestOf(wholeReport({ ...entry.body, ...entry.withheld })));
  }

  /** Files reports; throws {@link AnotherReport} before anything is written where an id is used for something else. */
  async file(reports: readonly Report[]): Promise<readonly Filed[]> {
    const fresh = new Map<string, Report>();
    const digests = reports.map((report) => digestOf(report as unknown as Json));
    for (const [at, report] of reports.entries()) {
      const key = reportKey(report);
      const digest = digests[at] as string;
      const twin = fresh.get(key);
      if (twin !== undefined && digestOf(twin as unknown as Json) !== digest)
        throw new AnotherReport(report, undefined);
      if (!this.#isNew(report, key, digest)) continue;
      fresh.set(key, report);
    }
    this.#begin(fresh);
    const before = new Set(reports.map(reportKey).filter((key) => !fresh.has(key)));
    return Promise.all(reports.map((report) => this.#answer(reportKey(report), before)));
  }

  #isNew(report: Report, key: string, digest: string): boolean {
    const pending = this.#pending.get(key);
    const index = this.#known.get(key) ?? this.#recent.get(key)?.index;
    const other = pending?.digest ?? this.#digests.get(key);
    if (other !== undefined && other !== digest) throw new AnotherReport(report, index);
    return pending === undefined && index === undefined;
  }

  #begin(fresh: ReadonlyMap<string, Report>): void {
    if (fresh.size === 0) return;
    const work = this.#record([...fresh.values()]);
    for (const [at, [key, report]] of [...fresh].entries()) {
      const filed = work.then((all) => all[at] as Filed);
      const digest = digestOf(report as unknown as Json);
      this.#pending.set(key, { digest, filed });
      filed.then(
        (one) => this.#done(key, digest, one),
        () => this.#pending.delete(key),
      );
    }
  }

  #done(key: string, digest: string, filed: Filed): void {
    this.#pending.delete(key);
    this.#digests.set(key, digest);
    this.#recent.set(key, filed);
    const oldest = this.#recent.keys().next().value;
    if (this.#recent.size > MAX_RECENT && oldest !== undefined) this.#recent.delete(oldest);
  }

  async #answer(key: string, before: ReadonlySet<string>): Promise<Filed> {
    const filed = (await this.#pending.get(key)?.filed) ?? this.#recent.get(key);
    if (filed !== undefined) return before.has(key) ? { ...filed, already: true } : filed;
    return { key, index: this.#known.get(key) ?? -1, already: true };
  }
}

/** Whether this reader holds every field that the entry committed to: after an erasure a repeat cannot be compared. */
function isWhole({ header, body, withheld }: ReadEntry): boolean {
  const committed = header?.body;
  if (committed === undefined || !('sd' in committed)) return true;
  const digests = Object.values(committed.sd).reduce((sum, list) => sum + list.length, 0);
  return Object.keys(body).length + Object.keys(withheld).length >= digests;
}

function digestOf(report: Json): string {
  return hex(sha256(utf8(formatJson(report))));
}
