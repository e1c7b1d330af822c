import {
  type Agreement,
  type EvaluatedIncident,
  eventRemarks,
  type Fact,
  factFault,
  factForm,
  factRemarks,
  readEvent,
} from '@armistice/core/agreement';
import { parseShape, readMoment } from '@armistice/core/base';
import type { Io } from './command.ts';
import { isFuseSummary } from './fuse-summary.ts';
import { readRows } from './rows.ts';

/** Reports, incidents and facts of a file, each read strictly; what was refused is named and counted. */
export interface EventRows {
  readonly events: readonly EvaluatedIncident[];
  readonly facts: readonly Fact[];
  readonly refused: number;
}

/**
 * Reads rows as an agreement takes them; `party` gives the agreement's name of a party that a row names otherwise. What is
 * taken and likely not meant is told once, with the first line that says it.
 */
export async function readEventRows(
  file: string,
  io: Io,
  agreement: Agreement,
  party: (name: string) => string,
): Promise<EventRows> {
  const events: EvaluatedIncident[] = [];
  const facts: Fact[] = [];
  const remarks = new Map<string, { readonly first: number; rows: number }>();
  let refused = 0;
  // Only the last line can be a summary: what stands before another row is a row, and is refused as one.
  let summary: string | undefined;
  for await (const { line, text } of readRows(file, io)) {
    if (summary !== undefined) {
      refused += 1;
      io.err(`${summary}\n`);
      summary = undefined;
    }
    if (isFuseSummary(text)) {
      summary = `${file}, line ${line}: refused: it is a summary of armistice fuse, and only the last line can be one; cut it out`;
      continue;
    }
    const taken = takeRow(text, agreement, party, events, facts);
    if (typeof taken === 'string') {
      refused += 1;
      io.err(`${file}, line ${line}: refused: ${taken}\n`);
      continue;
    }
    for (const remark of taken) {
      const known = remarks.get(remark);
      if (known !== undefined) known.rows += 1;
      else if (remarks.size < MOST_REMARKS) remarks.set(remark, { first: line, rows: 1 });
    }
  }
  for (const [remark, { first, rows }] of remarks)
    io.err(`${file}, line ${first}: taken, but ${remark}${rows > 1 ? ` (${rows} rows)` : ''}\n`);
  return { events, facts, refused };
}

const MOST_REMARKS = 50;

/** The way out for a field that stands beside the five that a fact has. */
function inValue(message: string): string {
  return message.includes('is not known here') ? '; what else a fact says stands in "value": { … }' : '';
}

/** Takes a row in, and gives the remarks on it; why it is refused, where it is. */
function takeRow(
  text: string,
  agreement: Agreement,
  party: (name: string) => string,
  events: EvaluatedIncident[],
  facts: Fact[],
): string | readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON; each line is one object';
  }
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, 'fact')) {
    const read = parseShape(factForm, value, 'agreement/fact');
    if (!read.ok) return `${read.refusal.message}${inValue(read.refusal.message)}`;
    if (readMoment(read.value.at) === undefined)
      return `at must be a time with offset, such as 2026-11-01T00:00:00Z, not "${read.value.at}"`;
    const { by } = read.value;
    const fact = { ...read.value, ...(by === undefined ? {} : { by: party(by) }) };
    const fault = factFault(agreement, fact);
    if (fault !== undefined) return fault;
    facts.push(fact);
    return factRemarks(agreement, fact);
  }
  const read = readEvent(agreement, value);
  if (!read.ok) return read.refusal.message;
  events.push(read.value);
  return eventRemarks(agreement, value);
}
