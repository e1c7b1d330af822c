import { COMPILER_VERSION } from '../agreement/index.ts';
import {
  misshapen,
  number,
  object,
  parseShape,
  type Result,
  record,
  type Shape,
  type Shaped,
  text,
} from '../base/index.ts';
import { formatJson, type Json, PUBLIC } from '../record/index.ts';
import { isSmall } from './cells.ts';
import { type CountAnswer, countingRuleNamed, countUnder } from './counting.ts';
import type { CountingRule } from './counting-rule.ts';
import type { Counts } from './counts.ts';
import { coverageOf } from './coverage.ts';
import { FOLD_VERSION } from './fold.ts';
import { type BulletinEntry, bulletinNumber } from './publication-forms.ts';
import {
  digestState,
  formatRows,
  hashText,
  publishedRows,
  type StateDigest,
  stateRoot,
} from './published.ts';
import type { StatedRows } from './rows-check.ts';
import type { MissionView } from './state.ts';
import { entryIndex, handle, hashId, millisecondsOf, versionNumber } from './words.ts';

/** Counts stand in a statement as they are; they are compared as a whole with what the rows give. */
const counts: Shape<Json> = { schema: { type: 'object' }, read: (value) => value as Json };

/** A root for each audience; that of the public is always there. */
type Roots = { readonly [PUBLIC]: string } & { readonly [audience: string]: string };

const rootsByAudience = record(handle, hashId, 64);
const roots: Shape<Roots> = {
  schema: { ...rootsByAudience.schema, required: [PUBLIC] },
  read(value, path) {
    const read = rootsByAudience.read(value, path);
    const open = read[PUBLIC];
    return open === undefined ? misshapen(`${path}.${PUBLIC}`, 'is missing') : { ...read, [PUBLIC]: open };
  },
};

const hours = number(0, 1e12, 'position-hours');
const effort = object({ hours, of: hours, denied: number(0, 1e9, 'times', true) });

export const statementForm = object(
  {
    /** The statement is about the state after the first `size` entries. */
    size: entryIndex,
    fold: versionNumber,
    compiler: versionNumber,
    /** How reports were grouped, and by which parameters on record. */
    fusion: object({ method: text() }, { parameters: hashId }),
    roots,
    counts: object({ public: counts }),
    /** Observation effort as everyone may know it, beside the counts. */
    effort: object({ public: effort }),
  },
  {
    /** Hashes of the files under `derived/<size>/`, where the rows go out as a file. */
    derived: object({ 'incidents.ndjson': hashId }),
    /** The engine in force, by the hash of its file. */
    engine: hashId,
    /** The bulletin that it was made for. */
    bulletin: bulletinNumber,
  },
);

/** The open body of a `statement`: what the mission says its record comes to, for all to compute again. */
export type Statement = Shaped<typeof statementForm>;

/** Reads the body of a statement strictly. */
export function parseStatement(value: unknown): Result<Statement> {
  return parseShape(statementForm, value, 'mission/statement');
}

export const attestationForm = object({ statement: entryIndex, audience: handle, root: hashId });

/** The open body of an `attestation`: a party states that it computed this root itself. */
export type Attestation = Shaped<typeof attestationForm>;

/** Reads the body of an attestation strictly. */
export function parseAttestation(value: unknown): Result<Attestation> {
  return parseShape(attestationForm, value, 'mission/attestation');
}

/** Observation effort over everything on record, as everyone may know it. */
export function effortOf(state: MissionView): Statement['effort'] {
  const stretch = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  const { hours: able, of, access } = coverageOf(state, stretch, PUBLIC);
  return { public: { hours: able, of, denied: access.denied } };
}

/** What is stated of a state. */
interface Stated {
  readonly statement: Statement;
  readonly counts: Counts;
}

/**
 * States a state: a root for each audience, counts and effort for everyone. It costs what changed since this state was
 * stated before.
 */
export function stateBriefly(
  state: MissionView,
  audiences: readonly string[] = [PUBLIC],
  bulletin?: string,
): Stated {
  const { root, counts: sums } = digestState(state, PUBLIC);
  const others = audiences
    .filter((audience) => audience !== PUBLIC)
    .sort()
    .map((audience) => [audience, stateRoot(state, audience)] as const);
  const statement: Statement = {
    size: state.size,
    fold: FOLD_VERSION,
    compiler: COMPILER_VERSION,
    fusion: {
      method: state.method,
      ...(state.fusion === undefined ? {} : { parameters: state.fusion.hash }),
    },
    roots: { ...Object.fromEntries(others), [PUBLIC]: root },
    counts: { public: sums as unknown as Json },
    effort: effortOf(state),
    ...(state.engine === undefined ? {} : { engine: state.engine.hash }),
    ...(bulletin === undefined ? {} : { bulletin }),
  };
  return { statement, counts: sums };
}

/** The same with the file of rows that goes with it, which costs what all rows cost. */
export function stateOf(
  state: MissionView,
  audiences: readonly string[] = [PUBLIC],
  bulletin?: string,
): Stated & { readonly rows: Uint8Array } {
  const { statement, counts: sums } = stateBriefly(state, audiences, bulletin);
  const rows = formatRows(publishedRows(state, PUBLIC));
  const derived = { 'incidents.ndjson': hashText(rows) };
  return { statement: { ...statement, derived }, counts: sums, rows };
}

/**
 * The figures of a bulletin: what its rule gives over its stretch, from the state after its first `size` entries.
 * Undefined where its rule is not on record.
 */
export function figuresOf(
  state: MissionView,
  bulletin: Pick<BulletinEntry, 'from' | 'to' | 'rule' | 'area'>,
  audience: string,
): Json | undefined {
  const rule = countingRuleNamed(state, bulletin.rule.rule, bulletin.rule.version);
  if (rule === undefined) return undefined;
  const { from, to, area } = bulletin;
  const query = { rule, from: millisecondsOf(from), to: millisecondsOf(to), audience };
  const counted = countUnder(state, { ...query, ...(area === undefined ? {} : { area }) });
  return withheldFrom(state, counted, rule) as unknown as Json;
}

/** A count that is suppressed, with nothing of which the figure could be put together. */
export type SuppressedAnswer = Pick<
  CountAnswer,
  'rule' | 'unit' | 'from' | 'to' | 'audience' | 'area' | 'statuses' | 'coverage'
> & { readonly count: 'suppressed' };

/** What of a count goes out to its audience: of few persons no figure, as in a table that is printed. */
export function withheldFrom(
  state: MissionView,
  counted: CountAnswer,
  rule: CountingRule,
): CountAnswer | SuppressedAnswer {
  if (!isSmall(state, { rule, audience: counted.audience }, counted.count)) return counted;
  const { unit, from, to, audience, area, statuses, coverage } = counted;
  return {
    ...{ rule: counted.rule, unit, from, to, audience, statuses, coverage },
    ...(area === undefined ? {} : { area }),
    count: 'suppressed',
  };
}

/** Whether a bulletin states what its input gives. Those from before few persons were suppressed state the figure. */
export function statesFigures(
  state: MissionView,
  bulletin: Parameters<typeof figuresOf>[1],
  audience: string,
  stated: Json,
): boolean | undefined {
  const computed = figuresOf(state, bulletin, audience);
  const rule = countingRuleNamed(state, bulletin.rule.rule, bulletin.rule.version);
  if (computed === undefined || rule === undefined) return undefined;
  const { from, to, area } = bulletin;
  const query = { rule, from: millisecondsOf(from), to: millisecondsOf(to), audience };
  const bare = () => countUnder(state, { ...query, ...(area === undefined ? {} : { area }) });
  return (
    formatJson(computed) === formatJson(stated) ||
    formatJson(bare() as unknown as Json) === formatJson(stated)
  );
}

/** The file of rows that a statement names, with the counts that it must add up to. */
export function rowsIn({ derived, counts: sums }: Statement): { readonly rows?: StatedRows } {
  const hash = derived?.['incidents.ndjson'];
  return hash === undefined ? {} : { rows: { hash, counts: sums.public } };
}

/** Whether the stated counts are the sums of the rows, and the file of them, if it has one, is the one that it names. */
export function isSummed(statement: Statement, state: MissionView, { counts: sums }: StateDigest): boolean {
  const hash = statement.derived?.['incidents.ndjson'];
  return (
    (hash === undefined || hash === hashText(formatRows(publishedRows(state, PUBLIC)))) &&
    formatJson(statement.counts.public) === formatJson(sums as unknown as Json)
  );
}
