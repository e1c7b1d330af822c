import {
  type Agreement,
  type EvaluatedIncident,
  eventForm,
  type Fact,
  factForm,
  strangeKind,
} from '@armistice/core/agreement';
import { parseShape, readMoment } from '@armistice/core/base';
import type { Io } from './command.ts';
import { readRows } from './rows.ts';

/** Reports, incidents and facts of a file, each read strictly; what was refused is named and counted. */
export interface EventRows {
  readonly events: readonly EvaluatedIncident[];
  readonly facts: readonly Fact[];
  readonly refused: number;
}

/** Reads rows as an agreement takes them; `party` gives the agreement's name of a party that a row names otherwise. */
export async function readEventRows(
  file: string,
  io: Io,
  agreement: Agreement,
  party: (name: string) => string,
): Promise<EventRows> {
  const events: EvaluatedIncident[] = [];
  const facts: Fact[] = [];
  let refused = 0;
  for await (const { line, text } of readRows(file, io)) {
    const fault = takeRow(text, agreement, party, events, facts);
    if (fault === undefined) continue;
    refused += 1;
    io.err(`${file}, line ${line}: refused: ${fault}\n`);
  }
  return { events, facts, refused };
}

function takeRow(
  text: string,
  agreement: Agreement,
  party: (name: string) => string,
  events: EvaluatedIncident[],
  facts: Fact[],
): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON; each line is one object';
  }
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, 'fact')) {
    const read = parseShape(factForm, value, 'agreement/fact');
    if (!read.ok) return read.refusal.message;
    if (readMoment(read.value.at) === undefined)
      return `at must be a time with offset, such as 2026-11-01T00:00:00Z, not "${read.value.at}"`;
    const { by } = read.value;
    facts.push({ ...read.value, ...(by === undefined ? {} : { by: party(by) }) });
    return undefined;
  }
  const read = parseShape(eventForm, value, 'agreement/event');
  if (!read.ok) return read.refusal.message;
  const strange = strangeKind(agreement, read.value.kind);
  if (strange !== undefined) return strange;
  events.push(read.value);
  return undefined;
}
