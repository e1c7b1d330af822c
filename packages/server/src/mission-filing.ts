import { hash } from 'node:crypto';
import { type KnownReport, type Report, reportKey, wholeReport } from '@armistice/core/mission';
import { equalBytes, formatJson, type Json, type ReadEntry } from '@armistice/core/record';
import { DIGEST_BYTES, KnownReports } from './mission-known.ts';
import { NotAdmitted } from './record/admission.ts';

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

/** More is on its way to the record than can be held: nothing was written, and the same may be sent again. */
export class IntakeFull extends Error {
  constructor() {
    super('more reports are on their way to the record than it takes at once; send this again in a moment');
    this.name = 'IntakeFull';
  }
}

// Enough for every sender to ask again after a lost answer; older ones get index and key.
const MAX_RECENT = 10_000;
/** Reports on their way to the record at one time, of all senders together. */
const MAX_PENDING = 20_000;

interface Pending {
  readonly digest: Uint8Array;
  readonly filed: Promise<Filed>;
}

/** What is to be done with reports that came together. */
interface Plan {
  /** To be written, by key. */
  readonly fresh: Map<string, { readonly report: Report; readonly digest: Uint8Array }>;
  /** For each report its key, or why it is refused. */
  readonly each: readonly (string | AnotherReport)[];
}

/** Makes filing idempotent: one (source, id) becomes one entry, however often and at whatever moment it is sent. */
export class FilingDesk {
  readonly #record: (reports: readonly Report[]) => Promise<readonly Filed[]>;
  readonly #known = new KnownReports();
  readonly #recent = new Map<string, Filed>();
  readonly #pending = new Map<string, Pending>();

  constructor(record: (reports: readonly Report[]) => Promise<readonly Filed[]>) {
    this.#record = record;
  }

  /** Reports on their way to the record. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Takes note of a report that was read back from the record. */
  known({ key, index }: KnownReport, entry: ReadEntry): void {
    // What this process filed was digested before it was written.
    const compare = this.#known.get(key)?.digest === undefined && isWhole(entry);
    const digest = compare
      ? { digest: digestOf(wholeReport({ ...entry.body, ...entry.withheld })) }
      : undefined;
    this.#known.set(key, { index, ...digest });
  }

  /**
   * Files reports that belong together; throws {@link AnotherReport} before anything is written where an id is used for
   * something else, and {@link IntakeFull} where too many are on their way.
   */
  async file(reports: readonly Report[]): Promise<readonly Filed[]> {
    const { fresh, each } = this.#plan(reports);
    const refused = each.find((one) => typeof one !== 'string');
    if (refused !== undefined) throw refused;
    this.#begin(fresh, this.#record([...fresh.values()].map(({ report }) => report)));
    return Promise.all(each.map((key) => this.#answer(key as string, fresh)));
  }

  /** Files reports that stand each for itself: one that is refused holds up no other, and its answer is the reason. */
  async fileEach(reports: readonly Report[]): Promise<readonly (Filed | Error)[]> {
    const { fresh, each } = this.#plan(reports);
    const all = [...fresh.values()].map(({ report }) => report);
    const together = this.#record(all);
    // Only where the batch as a whole was not admitted, each is tried alone.
    const alone = all.map((report, at) =>
      together.then(
        (filed) => filed[at] as Filed,
        async (error: unknown) => {
          if (!(error instanceof NotAdmitted) || all.length === 1) throw error;
          return (await this.#record([report]))[0] as Filed;
        },
      ),
    );
    this.#follow(fresh, alone);
    return Promise.all(
      each.map((one) =>
        typeof one === 'string'
          ? this.#answer(one, fresh).catch((error: unknown) =>
              error instanceof Error ? error : new Error(String(error)),
            )
          : one,
      ),
    );
  }

  #plan(reports: readonly Report[]): Plan {
    const fresh: Plan['fresh'] = new Map();
    const each = reports.map((report) => {
      const key = reportKey(report);
      const digest = digestOf(report as unknown as Json);
      const before = fresh.get(key) ?? this.#pending.get(key) ?? this.#known.get(key);
      if (before === undefined) fresh.set(key, { report, digest });
      else if (before.digest !== undefined && !equalBytes(before.digest, digest))
        return new AnotherReport(report, this.#known.get(key)?.index);
      return key;
    });
    if (fresh.size > 0 && this.#pending.size + fresh.size > MAX_PENDING) throw new IntakeFull();
    return { fresh, each };
  }

  #begin(fresh: Plan['fresh'], work: Promise<readonly Filed[]>): void {
    this.#follow(
      fresh,
      Array.from(fresh, (_, at) => work.then((all) => all[at] as Filed)),
    );
  }

  #follow(fresh: Plan['fresh'], filing: readonly Promise<Filed>[]): void {
    for (const [at, [key, { digest }]] of [...fresh].entries()) {
      const filed = filing[at] as Promise<Filed>;
      this.#pending.set(key, { digest, filed });
      filed.then(
        (one) => this.#done(key, digest, one),
        () => this.#pending.delete(key),
      );
    }
  }

  #done(key: string, digest: Uint8Array, filed: Filed): void {
    this.#pending.delete(key);
    this.#known.set(key, { index: filed.index, digest });
    this.#recent.set(key, filed);
    const oldest = this.#recent.keys().next().value;
    if (this.#recent.size > MAX_RECENT && oldest !== undefined) this.#recent.delete(oldest);
  }

  async #answer(key: string, fresh: Plan['fresh']): Promise<Filed> {
    const filed = (await this.#pending.get(key)?.filed) ?? this.#recent.get(key);
    if (filed !== undefined) return fresh.has(key) ? filed : { ...filed, already: true };
    return { key, index: this.#known.get(key)?.index ?? -1, already: true };
  }
}

/** Whether this reader holds every field that the entry committed to: after an erasure a repeat cannot be compared. */
function isWhole({ header, body, withheld }: ReadEntry): boolean {
  const committed = header?.body;
  if (committed === undefined || !('sd' in committed)) return true;
  const digests = Object.values(committed.sd).reduce((sum, list) => sum + list.length, 0);
  return Object.keys(body).length + Object.keys(withheld).length >= digests;
}

function digestOf(report: Json): Uint8Array {
  // Copied: a slice of a pooled buffer would keep the whole pool.
  return new Uint8Array(hash('sha256', formatJson(report), 'buffer').subarray(0, DIGEST_BYTES));
}
