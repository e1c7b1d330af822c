import { factForm } from '../agreement/index.ts';
import {
  misshapen,
  number,
  object,
  type Result,
  readMoment,
  type Shape,
  type Shaped,
  text,
} from '../base/index.ts';
import { readLine, readZone } from '../geo/index.ts';
import type { Json } from '../record/index.ts';
import { handle, hashId, moment, quoted, versionNumber, word } from './words.ts';

// Bodies of the entries that say what is measured by: facts, lines and zones by version, and checked clauses.

/** Something that happened or is so, with the strict time of the record. */
export const recordedFactForm: Shape<Shaped<typeof factForm>> = {
  schema: factForm.schema,
  read(value, path) {
    const fact = factForm.read(value, path);
    if (readMoment(fact.at) === undefined)
      return misshapen(
        path === '' ? 'at' : `${path}.at`,
        `must be a time such as 2026-11-20T21:03:10Z, not "${fact.at}"`,
      );
    return fact;
  },
};

/** GeoJSON, kept as it was filed once it is known to be sound. */
export function geometry(read: (value: unknown) => Result<unknown>): Shape<Json> {
  return {
    schema: { type: 'object', description: 'GeoJSON (RFC 7946)' },
    read(value, path) {
      const sound = read(value);
      return sound.ok ? (value as Json) : misshapen(path, sound.refusal.message);
    },
  };
}

const version = {
  /** The version is in force from then on, until the next. */
  from: moment(),
} as const;
const provenance = {
  /** One of several maps of record. */
  map: word,
  /** Metres that hold 90 % of the error of an approximate line; it widens every probability. */
  tolerance: number(0, 100_000, 'metres'),
  source: text({ max: 500 }),
  hash: hashId,
} as const;

export const lineForm = object({ line: word, ...version, geometry: geometry(readLine) }, provenance);
export type LineEntry = Shaped<typeof lineForm>;

export const zoneForm = object(
  { zone: word, ...version, geometry: geometry((value) => readZone(value)) },
  provenance,
);
export type ZoneEntry = Shaped<typeof zoneForm>;

/** A person compared an unchecked clause with its source. Who did is the key that signed. */
export const confirmationForm = object(
  { agreement: quoted, clause: quoted, source: text({ max: 500 }) },
  { version: versionNumber, by: handle },
);
export type ConfirmationEntry = Shaped<typeof confirmationForm>;
