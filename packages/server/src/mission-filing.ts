import { hash } from 'node:crypto';
import type { PlaceClass } from '@armistice/core/geo';
import { type Report, type ReportField, writeReport } from '@armistice/core/mission';
import { equalBytes, PUBLIC } from '@armistice/core/record';
import { type KnownDump, type KnownEntry, KnownReports, nameOf, reportDigest } from './mission-known.ts';
import { NotAdmitted } from './record/admission.ts';
import type { EntrySigner } from './record/keys.ts';
import type { Acknowledged } from './record/sequencer.ts';

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

/** What is kept of a report that this process filed. The text of its promise has a kilobyte, and is made when it is asked for. */
export interface Receipt extends Pick<Filed, 'key' | 'index'>, Pick<Acknowledged, 'promise' | 'promiseJson'> {
  readonly leaf: string;
}

/** What became of a report that was sent; without a receipt where it was filed before this start, or long ago. */
export interface Outcome extends Pick<Filed, 'key' | 'index' | 'already'> {
  readonly receipt?: Receipt;
}

/** Another report has this source and id. A correction is a new entry that supersedes, never the same id again. */
export class AnotherReport extends Error {
  constructor(report: Report) {
    super(
      `${report.source} has filed another report for the same readers under the id ${report.id}; give a new report a new id`,
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

/** A report on its way to the record, by the key that names it. */
export interface Fresh {
  readonly key: string;
  /** By what it is known, within its audience. */
  readonly name: string;
  /** Whose report it is to be: what everyone may read is for this audience alone where it is not `public`. */
  readonly audience: string;
  /** Who signs it; without one it is filed in the name of the log's own operator. */
  readonly author?: EntrySigner;
  readonly fields: readonly ReportField[];
}

// Enough for every sender to ask again after a lost answer; older ones get index and key.
const MAX_RECENT = 10_000;
/** Reports on their way to the record at one time, of all senders together. */
const MAX_PENDING = 20_000;

/** Receipts of a batch, one for each of its reports; it never fails as a whole. */
type Receipts = Promise<readonly (Receipt | Error)[]>;

interface Pending {
  readonly digest: Uint8Array;
  readonly filed: Receipts;
  readonly at: number;
}

/** What is to be done with reports that came together. */
interface Plan {
  /** To be written, in their order; and the place of each by name. */
  readonly fresh: readonly (Fresh & { readonly digest: Uint8Array })[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** For each report its key and name, or why it is refused. */
  readonly each: readonly (Pick<Fresh, 'key' | 'name'> | Error)[];
}

/** Makes filing idempotent: one (source, id) becomes one entry, however often and at whatever moment it is sent. */
export class FilingDesk {
  readonly #record: (reports: readonly Fresh[]) => Promise<readonly Receipt[]>;
  readonly #whyNot: (report: Report) => Error | undefined;
  readonly #classFor: (source: string, audience: string) => PlaceClass;
  readonly #known = new KnownReports();
  /** Two halves, of which the older is dropped whole. */
  #recent = { newer: new Map<string, Receipt>(), older: new Map<string, Receipt>() };
  readonly #pending = new Map<string, Pending>();

  /** `whyNot` says of a report why this mission does not take it, if it does not; `classFor` how exactly its places go out. */
  constructor(
    record: (reports: readonly Fresh[]) => Promise<readonly Receipt[]>,
    whyNot: (report: Report) => Error | undefined,
    classFor: (source: string, audience: string) => PlaceClass,
  ) {
    this.#record = record;
    this.#whyNot = whyNot;
    this.#classFor = classFor;
  }

  /** Reports on their way to the record. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Every report of the record, for the next start. */
  dump(): KnownDump {
    return this.#known.dump();
  }

  /** Takes over what a former process knew. */
  restore(known: KnownDump): void {
    this.#known.restore(known);
  }

  /** Takes note of a report that was read back from the record. What this process filed keeps its digest. */
  known(key: string, entry: KnownEntry): void {
    this.#known.set(key, entry);
  }

  /**
   * Files reports that belong together; throws {@link AnotherReport} before anything is written where an id is used for
   * something else, and {@link IntakeFull} where too many are on their way.
   */
  async file(reports: readonly Report[], audience = PUBLIC, author?: EntrySigner): Promise<readonly Filed[]> {
    const plan = this.#plan(reports, audience, author);
    const refused = plan.each.find((one) => one instanceof Error);
    if (refused !== undefined) throw refused;
    const outcomes = await this.#follow(plan, this.#together(plan.fresh));
    return outcomes.map((one) => {
      if (one instanceof Error) throw one;
      return filedBy(one);
    });
  }

  /** Files reports that stand each for itself: one that is refused holds up no other, and its answer is the reason. */
  async fileEach(
    reports: readonly Report[],
    audience = PUBLIC,
    author?: EntrySigner,
  ): Promise<readonly (Outcome | Error)[]> {
    const plan = this.#plan(reports, audience, author);
    return this.#follow(plan, this.#apart(plan.fresh));
  }

  /** All of them are written, or none. */
  async #together(fresh: Plan['fresh']): Receipts {
    try {
      return await this.#record(fresh);
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      return fresh.map(() => reason);
    }
  }

  /** Only where the batch as a whole was not admitted, each is tried alone. */
  async #apart(fresh: Plan['fresh']): Receipts {
    const all = await this.#together(fresh);
    if (fresh.length < 2 || !(all[0] instanceof NotAdmitted)) return all;
    return (await Promise.all(fresh.map((one) => this.#together([one])))).flat();
  }

  #plan(reports: readonly Report[], audience: string, author: EntrySigner | undefined): Plan {
    const signer = author === undefined ? {} : { author };
    const fresh: (Fresh & { readonly digest: Uint8Array })[] = [];
    const placeOf = new Map<string, number>();
    const each = reports.map((report) => {
      const refused = this.#whyNot(report);
      if (refused !== undefined) return refused;
      const key = keyOf(report);
      const placeClass = this.#placeClass(report, audience);
      if (typeof placeClass !== 'string') return placeClass;
      const { fields, canonical } = writeReport(report, placeClass);
      const digest = reportDigest(canonical);
      const name = this.#nameFor(key, audience);
      const before = fresh[placeOf.get(name) ?? -1] ?? this.#pending.get(name) ?? this.#known.get(name);
      if (before === undefined)
        placeOf.set(
          name,
          fresh.push({ key, name, audience, ...signer, fields: fieldsFor(fields, audience), digest }) - 1,
        );
      else if (before.digest !== undefined && !equalBytes(before.digest, digest))
        return new AnotherReport(report);
      return { key, name };
    });
    if (fresh.length > 0 && this.#pending.size + fresh.length > MAX_PENDING) throw new IntakeFull();
    return { fresh, placeOf, each };
  }

  #placeClass({ source }: Report, audience: string): PlaceClass | Error {
    try {
      return this.#classFor(source, audience);
    } catch (error) {
      return error as Error;
    }
  }

  /** What everyone reads is known to all who file; beside it each audience knows its own, and nobody that of others. */
  #nameFor(key: string, audience: string): string {
    const own = nameOf(key, audience);
    const isKnown = (name: string) => this.#pending.has(name) || this.#known.get(name) !== undefined;
    return !isKnown(own) && isKnown(key) ? key : own;
  }

  /** Keeps what is on its way until it is answered, and answers every report that was asked about. */
  async #follow({ fresh, placeOf, each }: Plan, filed: Receipts): Promise<readonly (Filed | Error)[]> {
    for (const [at, { name, digest }] of fresh.entries()) this.#pending.set(name, { digest, filed, at });
    // Those that others filed and that are not durable yet are looked up before anything is waited for.
    const elsewhere = each.map((one) =>
      one instanceof Error || placeOf.has(one.name) ? undefined : this.#pending.get(one.name),
    );
    const answers = await filed;
    for (const [at, { name, digest }] of fresh.entries()) {
      this.#pending.delete(name);
      const one = answers[at];
      if (one !== undefined && !(one instanceof Error)) this.#done(name, digest, one);
    }
    const all: (Outcome | Error)[] = [];
    for (const [at, one] of each.entries()) {
      if (one instanceof Error) all.push(one);
      else {
        const place = placeOf.get(one.name);
        all.push(
          place === undefined
            ? await this.#answer(one, elsewhere[at])
            : outcomeOf(answers[place] as Receipt | Error, false),
        );
      }
    }
    return all;
  }

  #done(name: string, digest: Uint8Array, filed: Receipt): void {
    this.#known.set(name, { index: filed.index, digest });
    this.#recent.newer.set(name, filed);
    if (this.#recent.newer.size * 2 >= MAX_RECENT)
      this.#recent = { newer: new Map(), older: this.#recent.newer };
  }

  /** The answer about a report that was filed before, or is just being filed by somebody else. */
  async #answer(
    { key, name }: Pick<Fresh, 'key' | 'name'>,
    pending: Pending | undefined,
  ): Promise<Outcome | Error> {
    const filed =
      pending === undefined
        ? (this.#recent.newer.get(name) ?? this.#recent.older.get(name))
        : (await pending.filed)[pending.at];
    if (filed !== undefined) return outcomeOf(filed, true);
    return { key, index: this.#known.get(name)?.index ?? -1, already: true };
  }
}

/** Of a report that is sealed to some, every field is theirs. */
function fieldsFor(fields: readonly ReportField[], audience: string): readonly ReportField[] {
  return audience === PUBLIC ? fields : fields.map((field) => ({ ...field, audience }));
}

function outcomeOf(receipt: Receipt | Error, already: boolean): Outcome | Error {
  if (receipt instanceof Error) return receipt;
  return { key: receipt.key, index: receipt.index, already, receipt };
}

function filedBy({ key, index, already, receipt }: Outcome): Filed {
  if (receipt === undefined) return { key, index, already };
  return { key, index, leaf: receipt.leaf, already, promise: receipt.promise() };
}

/** `reportKey` of core by the host's own hashing: every report that comes is asked for by it. */
function keyOf({ source, id }: Report): string {
  return hash('sha256', source + id);
}
