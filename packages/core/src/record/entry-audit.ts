import { checkAuthor } from './author.ts';
import { BodyLedger } from './body-ledger.ts';
import type { BodyReading } from './body-scan.ts';
import {
  type Author,
  type BundleScan,
  CLOSED,
  NO_ENTRY,
  NOTABLE,
  type NotableEntry,
  ORDINARY,
} from './bundle-scan.ts';
import { type Header, type InnerHeader, type Leaf, PUBLIC } from './entry.ts';
import { sealedElsewhere, supersedesAnother } from './entry-problems.ts';
import type { EntryAudit, ReadEntry } from './entry-reading.ts';
import {
  applyKeyEntry,
  type KeyRecord,
  type KeyRegister,
  keyInForce,
  mayWrite,
  mustBeSigned,
  NO_KEYS,
  openRegister,
} from './keys.ts';
import type { OpenPart } from './pack.ts';
import { addProblem, type Problem, type ProblemList } from './problem.ts';
import type { Verifier } from './signature.ts';
import { TILE_WIDTH } from './tile.ts';
import { outerOf, readVouch } from './vouch.ts';

interface AuditEntriesOptions {
  /** Origin of the checkpoint over these entries. */
  readonly origin: string;
  readonly verifier: Verifier;
  readonly audiences?: readonly string[];
  readonly open?: OpenPart;
  readonly onEntry?: (entry: ReadEntry) => void;
}

// Enough signatures under way to keep both cores busy, few enough to bound memory.
const MAX_PENDING = 256;

/** Audits entries bundle by bundle, in order. */
export class EntryAuditor {
  readonly #options: AuditEntriesOptions;
  readonly #problems: ProblemList;
  readonly #bodies: BodyLedger;
  /** How bodies must be read for this audit. */
  readonly reading: BodyReading;
  readonly #pending: Promise<void>[] = [];
  #register: KeyRegister = NO_KEYS;
  #mission = '';
  #at = 0;
  #batchFrom = 0;
  #open = 0;
  #sealed = 0;
  #opened = 0;
  #signed = 0;
  #batches = 0;

  constructor(options: AuditEntriesOptions, problems: ProblemList) {
    this.#options = options;
    this.#problems = problems;
    const { audiences = [], open, onEntry } = options;
    this.reading = { audiences, open, values: onEntry !== undefined };
    this.#bodies = new BodyLedger(this.reading, problems);
  }

  async takeBundle(scan: BundleScan, leaves: Uint8Array): Promise<void> {
    const first = scan.place * TILE_WIDTH;
    this.#bodies.take(scan.fields, scan.missing);
    let notable = 0;
    for (const [slot, standing] of scan.standing.entries()) {
      if (standing === NO_ENTRY) continue;
      const index = first + slot;
      this.#time(index, scan.times[slot] as number);
      if (standing === NOTABLE) {
        await this.#take(index, scan.notable[notable++] as NotableEntry, leaves);
      } else if (standing === CLOSED) this.#sealed += 1;
      else {
        this.#open += 1;
        this.#ordinary(index, scan.authors[standing - ORDINARY] as Author);
      }
    }
    for (const { mission, slot } of scan.missions) {
      const index = first + slot;
      if (mission !== this.#mission)
        this.#problem(
          index,
          'record/mission',
          `entry ${index} belongs to another mission`,
          this.#mission,
          mission,
        );
    }
    if (this.#pending.length > MAX_PENDING) await this.#settle();
  }

  #time(index: number, at: number): void {
    if (at < this.#at)
      this.#problem(
        index,
        'record/time',
        `entry ${index} is dated before the entry that precedes it`,
        `${this.#at} or later`,
        String(at),
      );
    this.#at = Math.max(this.#at, at);
  }

  /** An entry without its author's signature: is its key in force, and one that may leave it out? */
  #ordinary(index: number, { by, kind }: Author): KeyRecord | undefined {
    const record = keyInForce(this.#register, by, index);
    if (record === undefined)
      this.#problem(
        index,
        'record/key-not-in-force',
        `entry ${index} is by a key that was not in force`,
        'a key introduced before and not revoked',
        by,
      );
    else if (mustBeSigned(kind, record.role))
      this.#problem(
        index,
        'record/unsigned',
        `entry ${index} (${kind}, by ${record.subject}) lacks the signature that it must carry`,
      );
    return record;
  }

  async #take(index: number, { leaf, opened }: NotableEntry, leaves: Uint8Array): Promise<void> {
    const outer = outerOf(leaf);
    if (leaf.type === 'open') this.#open += 1;
    else this.#sealed += 1;
    if (index === 0) this.#begin(leaf);
    const header = leaf.type === 'open' ? leaf.header : opened.inner;
    if (leaf.type === 'sealed' && header !== undefined) {
      this.#opened += 1;
      this.#add(sealedElsewhere(index, leaf.sealed, header));
    }
    // The sequencer vouches with the key that it had when it took the entry in, also where the entry ends that key.
    const register = this.#register;
    if (header !== undefined) await this.#author(index, header, leaves);
    if (outer.vouch !== undefined) this.#vouch(index, leaf, leaves, register);
    const { onEntry } = this.#options;
    if (onEntry === undefined) return;
    const known = header === undefined ? {} : { header: { ...header, at: outer.at } };
    onEntry({ index, leaf, ...known, body: opened.fields, withheld: opened.withheld });
  }

  #begin(leaf: Leaf): void {
    const register = leaf.type === 'open' ? openRegister(leaf.header) : undefined;
    if (register?.ok === true) {
      this.#register = register.value;
      this.#mission = register.value.genesis?.mission ?? '';
      const origin = register.value.genesis?.origin ?? '';
      if (origin !== this.#options.origin)
        this.#problem(
          0,
          'record/genesis',
          'entry 0 opens the log of another origin than the checkpoint names',
          this.#options.origin,
          origin,
        );
    } else
      this.#problem(
        0,
        'record/genesis',
        register?.refusal.message ?? 'entry 0 must be open: it introduces the mission',
      );
  }

  async #author(index: number, header: Header | InnerHeader, leaves: Uint8Array): Promise<void> {
    if (header.sig === undefined) {
      const known = this.#ordinary(index, header);
      if (known === undefined || header.kind === 'key') return;
    } else if (!(await this.#signedBy(index, header))) return;
    this.#add(supersedesAnother(index, header, leaves));
    if (header.kind === 'erasure') this.#bodies.erased(index, header, leaves);
  }

  /** Checks the author's signature, and lets a key entry take effect. Answers whether the key was in force. */
  async #signedBy(index: number, header: Header | InnerHeader): Promise<boolean> {
    const record = keyInForce(this.#register, header.by, index);
    if (record === undefined) {
      this.#ordinary(index, header);
      return false;
    }
    if (!mayWrite(header.kind, record.role)) {
      const message = `entry ${index}: ${record.subject} may not write a ${header.kind}`;
      this.#problem(index, 'record/role', message, 'registrar', record.role);
      return false;
    }
    const checked = this.#check(
      index,
      checkAuthor(header, record, this.#options.verifier),
      `the author's signature (${record.subject})`,
    );
    // A key entry changes what follows, so its signature is settled before the next entry is read.
    if (header.kind !== 'key')
      this.#later(
        checked.then((valid) => {
          this.#signed += valid ? 1 : 0;
        }),
      );
    else if (await checked) {
      this.#signed += 1;
      this.#applyKey(index, header);
    }
    return true;
  }

  #applyKey(index: number, header: Header | InnerHeader): void {
    const open = header.audience === PUBLIC;
    const register = open ? applyKeyEntry(this.#register, header, index) : undefined;
    if (register?.ok === true) this.#register = register.value;
    else
      this.#problem(
        index,
        'record/key-entry',
        register?.refusal.message ?? `entry ${index}: keys are introduced in the open, under a handle`,
      );
  }

  #vouch(index: number, leaf: Leaf, leaves: Uint8Array, register: KeyRegister): void {
    const claim = readVouch(leaf, { index, from: this.#batchFrom, mission: this.#mission }, leaves, register);
    if (claim === undefined) {
      this.#problem(
        index,
        'record/vouch',
        `entry ${index}: the sequencer's vouch covers other entries, or is by a key that was no sequencer's`,
        `entries ${this.#batchFrom} to ${index}`,
        `entries ${outerOf(leaf).vouch?.from} to ${index}`,
      );
    } else {
      const valid = this.#options.verifier.ed25519(claim.key, claim.message, claim.signature);
      this.#later(this.#check(index, valid, "the sequencer's signature").then(() => undefined));
    }
    this.#batches += 1;
    this.#batchFrom = index + 1;
  }

  async #check(index: number, valid: Promise<boolean>, what: string): Promise<boolean> {
    const holds = await valid;
    if (!holds) this.#problem(index, 'record/signature', `entry ${index}: ${what} does not hold`);
    return holds;
  }

  #later(check: Promise<void>): void {
    // A host without Ed25519 rejects; #settle throws that to the caller, and until then it is no unhandled rejection.
    check.catch(() => undefined);
    this.#pending.push(check);
  }

  async #settle(): Promise<void> {
    await Promise.all(this.#pending.splice(0));
  }

  #add(problem: Problem | undefined): void {
    if (problem !== undefined) addProblem(this.#problems, problem);
  }

  #problem(index: number, code: string, message: string, expected?: string, found?: string): void {
    addProblem(this.#problems, {
      code,
      index,
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    });
  }

  /** Waits for the signatures under way and sums up. */
  async finish(size: number): Promise<EntryAudit> {
    await this.#settle();
    if (this.#batchFrom < size && this.#problems.count === 0) {
      this.#problem(
        this.#batchFrom,
        'record/vouch',
        `entries ${this.#batchFrom} to ${size - 1} are not vouched for by the sequencer`,
      );
    }
    const bodies = this.#bodies.finish();
    return {
      open: this.#open,
      sealed: this.#sealed,
      opened: this.#opened,
      signed: this.#signed,
      batches: this.#batches,
      ...bodies,
    };
  }
}
