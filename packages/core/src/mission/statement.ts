import { COMPILER_VERSION } from '../agreement/index.ts';
import {
  type JsonSchema,
  number,
  object,
  oneOf,
  parseShape,
  type Result,
  type Shape,
  type Shaped,
  text,
} from '../base/index.ts';
import { type Json, PUBLIC } from '../record/index.ts';
import type { Counts } from './counts.ts';
import { FOLD_VERSION } from './fold.ts';
import { digestState } from './published.ts';
import type { MissionView } from './state.ts';

const hash = text({ max: 71, pattern: /^sha256:[0-9a-f]{64}$/, what: 'sha256: and 64 hexadecimal digits' });
const index = number(0, Number.MAX_SAFE_INTEGER, 'index of an entry', true);
const version = number(1, 1_000_000, 'version', true);

/** Counts stand in a statement as they are; they are compared as a whole with what the rows give. */
const counts: Shape<Json> = {
  schema: { type: 'object' } satisfies JsonSchema,
  read: (value) => value as Json,
};

const statementShape = object({
  /** The statement is about the state after the first `size` entries. */
  size: index,
  fold: version,
  compiler: version,
  roots: object({ public: hash }),
  counts: object({ public: counts }),
  /** Hashes of the files under `derived/<size>/`. */
  derived: object({ 'incidents.ndjson': hash }),
});

/** The open body of a `statement`: what the mission says its record comes to, for all to compute again. */
export type Statement = Shaped<typeof statementShape>;

/** Reads the body of a statement strictly. */
export function parseStatement(value: unknown): Result<Statement> {
  return parseShape(statementShape, value, 'mission/statement');
}

const attestationShape = object({ statement: index, audience: oneOf(PUBLIC), root: hash });

/** The open body of an `attestation`: a party states that it computed this root itself. */
export type Attestation = Shaped<typeof attestationShape>;

/** Reads the body of an attestation strictly. */
export function parseAttestation(value: unknown): Result<Attestation> {
  return parseShape(attestationShape, value, 'mission/attestation');
}

/** States the public part of a state, with the file that goes with it. */
export function stateOf(state: MissionView): {
  readonly statement: Statement;
  readonly rows: Uint8Array;
  readonly counts: Counts;
} {
  const { root, rowsHash, rows, counts: sums } = digestState(state, PUBLIC);
  const statement: Statement = {
    size: state.size,
    fold: FOLD_VERSION,
    compiler: COMPILER_VERSION,
    roots: { public: root },
    counts: { public: sums as unknown as Json },
    derived: { 'incidents.ndjson': rowsHash },
  };
  return { statement, rows, counts: sums };
}
