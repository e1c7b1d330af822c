import { COMPILER_VERSION } from '../agreement/index.ts';
import { parseShape } from '../base/index.ts';
import {
  applyKeyEntry,
  formatJson,
  type Json,
  type KeyRegister,
  keyInForce,
  NO_KEYS,
  openRegister,
  PUBLIC,
  parseErasure,
  type ReadEntry,
} from '../record/index.ts';
import type { Change, Ignored } from './changes.ts';
import { ErasedLedger } from './erased-ledger.ts';
import { FOLD_VERSION, takeEntries } from './fold.ts';
import type { GroupingMaker } from './grouping.ts';
import { ONE_BY_ONE } from './one-by-one.ts';
import { bulletinForm } from './publication-forms.ts';
import { digestState, stateRoot } from './published.ts';
import type { AttestationCheck, BulletinCheck, Recomputed, StatementCheck } from './recomputed.ts';
import { type MissionState, type MissionView, newMissionState } from './state.ts';
import {
  type Attestation,
  effortOf,
  isSummed,
  parseAttestation,
  parseStatement,
  rowsIn,
  type Statement,
  statesFigures,
} from './statement.ts';

/** Which restricted audiences this reader holds entirely, and how it groups reports. */
export interface RecomputeOptions {
  readonly audiences?: readonly string[];
  readonly maker?: GroupingMaker;
}

/** Kinds of entries that hold an incident as it is. */
const FREEZING: ReadonlySet<string> = new Set(
  'assessment attribution finding resolution number bulletin'.split(' '),
);
const REFUSED: ReadonlySet<Ignored> = new Set(['malformed', 'not-entitled']);
/** Entries held back for a statement about them: one that speaks of an older state than this is not computed again. */
const MAX_AHEAD = 32_768;
/** Entries folded at once: reports of a batch are grouped together. */
const BATCH = 256;
const MAX_REFUSED = 100;

/**
 * Runs the fold again over the entries of a record, in order, and compares every statement with what comes out.
 * Give it each entry as the audit hands them over, then ask {@link Recomputation.finish}.
 */
export class Recomputation {
  readonly #state: MissionState;
  readonly #audiences: ReadonlySet<string>;
  readonly #bulletins: BulletinCheck[] = [];
  /** Roots by the entry that stated them. */
  readonly #stated = new Map<number, { readonly [audience: string]: string }>();
  #register: KeyRegister = NO_KEYS;
  /** Read but not yet folded: a statement may be about the state some entries before it. */
  #ahead: ReadEntry[] = [];
  readonly #statements: StatementCheck[] = [];
  readonly #attested: AttestationCheck[] = [];
  readonly #gone = new ErasedLedger();
  readonly #refused: { readonly index: number; readonly message: string }[] = [];
  #restricted = 0;

  constructor({ audiences = [], maker = ONE_BY_ONE }: RecomputeOptions = {}) {
    this.#state = newMissionState(maker);
    this.#audiences = new Set(audiences);
  }

  take(entry: ReadEntry): void {
    const { header } = entry;
    this.#keys(entry);
    if (header?.kind === 'statement') this.#statement(entry);
    if (header?.kind === 'attestation') this.#attestation(entry);
    if (header?.kind === 'erasure') this.#erasure(entry.index, header);
    if (header?.kind === 'bulletin') this.#bulletin(entry, header.audience);
    this.#ahead.push(entry);
    if (this.#ahead.length >= 2 * MAX_AHEAD) this.#foldTo(entry.index - MAX_AHEAD);
  }

  #erasure(at: number, header: NonNullable<ReadEntry['header']>): void {
    const erasure = parseErasure(header);
    // By the same rule as the fold: who may not erase says nothing about what is missing.
    if (!erasure.ok || keyInForce(this.#register, header.by, at)?.role !== 'registrar') return;
    this.#gone.erase(at, erasure.value);
  }

  /** Keys are followed at once, as the fold may lag behind. */
  #keys({ index, leaf, header }: ReadEntry): void {
    if (header?.kind !== 'key' && index > 0) return;
    const grown =
      index === 0 && leaf.type === 'open'
        ? openRegister(leaf.header)
        : header !== undefined && applyKeyEntry(this.#register, header, index);
    if (grown !== false && grown.ok) this.#register = grown.value;
  }

  /** The state after every entry taken. */
  state(): MissionView {
    this.#foldTo(Number.POSITIVE_INFINITY);
    return this.#state;
  }

  #foldTo(size: number): void {
    const known = this.#ahead.findIndex(({ index }) => index >= size);
    const ready = known === -1 ? this.#ahead : this.#ahead.slice(0, known);
    this.#ahead = known === -1 ? [] : this.#ahead.slice(known);
    let from = 0;
    for (const [at, { header }] of ready.entries()) {
      // Whether a decision froze what evidence had joined depends on the grouping before it.
      if (at - from + 1 < BATCH && at + 1 < ready.length && header?.kind !== 'fusion-parameters') continue;
      this.#foldBatch(ready.slice(from, at + 1));
      from = at + 1;
    }
  }

  #foldBatch(entries: readonly ReadEntry[]): void {
    const { size, method } = this.#state;
    if (method !== ONE_BY_ONE.method)
      for (const { index, header } of entries)
        if (FREEZING.has(header?.kind ?? '')) this.#gone.freezes(index);
    for (const change of takeEntries(this.#state, entries))
      if (change.type === 'ignored' || change.type === 'erased')
        this.#note(change, entries[change.index - size] as ReadEntry);
  }

  #note(change: Change & { type: 'ignored' | 'erased' }, entry: ReadEntry): void {
    if (change.type === 'erased') {
      for (const index of change.stood) this.#gone.forgotten.add(index);
      return;
    }
    if (change.why === 'sealed') this.#restricted += 1;
    if (change.why === 'withheld') this.#gone.lacking.push(entry.index);
    if (change.why === 'unknown' || change.why === 'illegal') this.#gone.dangles(entry.index);
    // Statements and attestations are refused where they are read, in their own words.
    const stated = entry.header?.kind === 'statement' || entry.header?.kind === 'attestation';
    if (!stated && REFUSED.has(change.why) && this.#refused.length < MAX_REFUSED)
      this.#refused.push({ index: entry.index, message: change.message });
  }

  #refuse(index: number, message: string): void {
    if (this.#refused.length < MAX_REFUSED)
      this.#refused.push({ index, message: `entry ${index}: ${message}` });
  }

  #statement({ index, header, body }: ReadEntry): void {
    const parsed = parseStatement(body);
    const role = keyInForce(this.#register, header?.by ?? '', index)?.role ?? 'unknown';
    if (!parsed.ok) this.#refuse(index, parsed.refusal.message);
    else if (role !== 'sequencer')
      this.#refuse(index, `a ${role} key may not state what the record comes to`);
    else {
      this.#stated.set(index, parsed.value.roots);
      this.#statements.push(this.#compare(index, parsed.value));
    }
  }

  #compare(index: number, statement: Statement): StatementCheck {
    const past = this.#state.size > statement.size || statement.size > index;
    if (!past) this.#foldTo(statement.size);
    const base = {
      index,
      size: statement.size,
      stated: statement.roots.public,
      ...rowsIn(statement),
      others: {},
      erased: false,
    };
    const cannot = (why: string): StatementCheck => ({
      ...base,
      outcome: 'not-recomputable',
      summed: false,
      computed: '',
      why,
    });
    if (past)
      return cannot(
        `it is about ${statement.size} entries: not all of them precede it, or a statement before it was about more`,
      );
    if (statement.fold !== FOLD_VERSION || statement.compiler !== COMPILER_VERSION)
      return cannot(
        `it was made by fold ${statement.fold} and compiler ${statement.compiler}, which this program does not have`,
      );
    if (statement.fusion.method !== this.#state.method)
      return cannot(
        `its reports were grouped by ${statement.fusion.method}, and this program groups by ${this.#state.method}`,
      );
    const lacking = this.#gone.missingFor(statement.size);
    if (lacking !== undefined) return cannot(`it rests on entry ${lacking}, which this reader does not hold`);
    const digest = digestState(this.#state, PUBLIC);
    const others = this.#otherRoots(statement);
    const effort = formatJson(effortOf(this.#state) as unknown as Json);
    const same =
      digest.root === statement.roots.public &&
      !Object.values(others).includes('differs') &&
      effort === formatJson(statement.effort as unknown as Json);
    const rested = same ? undefined : this.#gone.restedOnErased(statement.size);
    if (rested !== undefined)
      return cannot(
        `entry ${rested} decided on a report that was erased since, or beside one: without it nobody can tell what it came to`,
      );
    const outcome = same ? 'same' : 'differs';
    return {
      ...base,
      others,
      outcome,
      computed: digest.root,
      summed: isSummed(statement, this.#state, digest),
    };
  }

  #otherRoots({ roots }: Statement): StatementCheck['others'] {
    return Object.fromEntries(
      Object.entries(roots)
        .filter(([audience]) => audience !== PUBLIC)
        .map(([audience, root]) => [
          audience,
          !this.#audiences.has(audience)
            ? 'not-held'
            : stateRoot(this.#state, audience) === root
              ? 'same'
              : 'differs',
        ]),
    );
  }

  /** Asks the count of a bulletin again, by the rule and over the entries that it names. */
  #bulletin({ index, body }: ReadEntry, audience: string): void {
    const parsed = parseShape(bulletinForm, body, 'mission/bulletin');
    if (!parsed.ok || parsed.value.figures === undefined) return;
    const { number, size, figures } = parsed.value;
    const cannot = (why: string) => this.#bulletins.push({ index, number, outcome: 'not-recomputable', why });
    if (size > index || this.#state.size > size) {
      cannot(`it is about ${size} entries, and what follows them was computed before it`);
      return;
    }
    this.#foldTo(size);
    const same = statesFigures(this.#state, parsed.value, audience, figures);
    const lacking = this.#gone.missingFor(size);
    if (same === undefined) cannot('its counting rule is not on record');
    else if (lacking !== undefined) cannot(`it rests on entry ${lacking}, which this reader does not hold`);
    else this.#bulletins.push({ index, number, outcome: same ? 'same' : 'differs' });
  }

  #attestation({ index, header, body }: ReadEntry): void {
    const parsed = parseAttestation(body);
    const key = keyInForce(this.#register, header?.by ?? '', index);
    if (!parsed.ok) this.#refuse(index, parsed.refusal.message);
    else if (key?.role !== 'party')
      this.#refuse(index, `a ${key?.role ?? 'unknown'} key may not attest for a party`);
    else {
      const { statement, root } = parsed.value;
      this.#attested.push({ index, party: key.subject, statement, root, agrees: this.#agrees(parsed.value) });
    }
  }

  #agrees({ statement, audience, root }: Attestation): boolean {
    return this.#stated.get(statement)?.[audience] === root;
  }

  /** The answers, once every entry was taken. */
  finish(): Recomputed {
    this.#foldTo(Number.POSITIVE_INFINITY);
    const statements = this.#statements.map((one) => ({
      ...one,
      erased: this.#gone.restsOnErased(one.size),
    }));
    const possible = statements.filter(({ outcome }) => outcome !== 'not-recomputable');
    const erased = this.#gone.erasedAmongLacking();
    const why = { restricted: this.#restricted, withheld: this.#gone.lacking.length - erased, erased };
    return {
      statements,
      recomputed: {
        same: possible.filter(({ outcome }) => outcome === 'same').length,
        of: statements.length,
      },
      summed: { same: statements.filter(({ summed }) => summed).length, of: statements.length },
      attested: this.#attested,
      bulletins: this.#bulletins,
      notRecomputable: { count: why.restricted + why.withheld + why.erased, why },
      refused: this.#refused,
    };
  }
}

/** A new re-computation: `take` every entry in order, then `finish`. */
export function recompute(options?: RecomputeOptions): Recomputation {
  return new Recomputation(options);
}
