import { list, number, object, oneOf, record, type Shape, text } from '../base/index.ts';
import type { Indication } from './event.ts';
import { certainty, name, quotedId } from './ids.ts';

const outcome = oneOf('breach', 'permitted', 'not-applicable', 'undetermined');
const share = number(0, 1, 'probability, in thousandths');

/** A probability, or null where a fact is missing. */
const probability: Shape<number | null> = {
  schema: { anyOf: [share.schema, { type: 'null' }] },
  read: (value, path) => (value === null ? null : share.read(value, path)),
};

/** An indication as it is published, and as `armistice agreement evaluate` writes it. */
export const indicationForm: Shape<Indication> = object(
  {
    incident: text({ description: 'id of the incident or report that it speaks of' }),
    agreement: quotedId,
    version: number(1, 1_000_000, 'of the text', true),
    revision: number(1, 1_000_000, 'of our encoding of that version', true),
    clause: quotedId,
    outcome,
    probability,
    ifBy: record(name, outcome, 4096),
    because: list(text({ max: 20_000 }), 1, 10_000),
    certainty,
  },
  {
    missing: text({ description: 'the fact that is missing, where the outcome is undetermined' }),
    exception: quotedId,
    maps: record(text(), object({ outcome, probability }), 64),
  },
);
