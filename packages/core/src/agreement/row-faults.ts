import { didYouMean, parseShape, type Result, refuse } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { EvaluatedIncident } from './event.ts';
import { EVENT_FIELDS, eventForm } from './event-form.ts';
import { strangeKind } from './report-kinds.ts';
import { strangeClass } from './weapon-class.ts';

/** Reads a report or an incident as an agreement takes it: what would be misread is refused, with the remedy. */
export function readEvent(agreement: Agreement, value: unknown): Result<EvaluatedIncident> {
  const read = parseShape(eventForm, value, 'agreement/event');
  if (!read.ok) return read;
  const { kind, weapon } = read.value;
  const strange = strangeKind(agreement, kind);
  if (strange !== undefined) return refuse('agreement/event', strange, 'kind');
  const odd = weapon?.class === undefined ? undefined : strangeClass(agreement, weapon.class);
  return odd?.grave === true ? refuse('agreement/event', odd.says, 'weapon.class') : read;
}

/** What stands in the row of an event and is not looked at: each a sentence, the same for the same mistake. */
export function eventRemarks(agreement: Agreement, value: unknown): readonly string[] {
  const row = value as { readonly [field: string]: unknown };
  const { class: given } = (row.weapon ?? {}) as { readonly class?: unknown };
  const odd = typeof given === 'string' ? strangeClass(agreement, given) : undefined;
  const fields = Object.keys(row).filter((field) => !EVENT_FIELDS.includes(field) && !CARRIED.has(field));
  return [...(odd === undefined ? [] : [odd.says]), ...fields.map(unread)];
}

/** Who did it, in the words that people use for it. */
const ACTORS: ReadonlySet<string> = new Set(['actor', 'by', 'party', 'perpetrator']);

function unread(field: string): string {
  if (ACTORS.has(field))
    return `"${field}" is not looked at: the answers name nobody; "ifBy" says what it would be for each party`;
  return `"${field}" is no field that a clause looks at${didYouMean(field, EVENT_FIELDS)}`;
}

/** What reports and incidents carry for other readers. Not `actor`: who reads it there may think that it is judged. */
const CARRIED: ReadonlySet<string> = new Set([
  'areaOfControl',
  'attachments',
  'attribution',
  'basis',
  'consent',
  'covers',
  'derivedFrom',
  'diffuse',
  'direction',
  'finding',
  'grade',
  'lang',
  'links',
  'means',
  'number',
  'observer',
  'only',
  'origins',
  'persons',
  'reports',
  'resolution',
  'source',
  'status',
  'text',
]);
