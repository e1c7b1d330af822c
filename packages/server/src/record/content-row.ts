import { canonicalJson, isAudience, type Json, PUBLIC, type Superseded } from '@armistice/core/record';
import type { Content, Field } from './draft.ts';
import { FOLD_VIEW } from './erase.ts';

/** What is wrong with a row that was to become an entry. */
export class BadRow extends Error {}

const NAMES = ['kind', 'audience', 'body', 'withheld', 'open', 'supersedes'];

/**
 * Reads one row of `armistice append`:
 *
 *     {"kind": "report", "audience": "public", "body": {…}, "withheld": {"mission": {…}}}
 *
 * `body` goes to the entry's audience, each member of `withheld` to the audience it is named for; `open` in place of
 * both stands in the entry itself and can never be erased. Throws {@link BadRow}, naming the member.
 */
export function contentOfRow(text: string): Content {
  const row = parseRow(text);
  const { kind, audience = PUBLIC, supersedes } = row;
  if (typeof kind !== 'string' || !/^[a-z][a-z0-9-]{0,62}$/.test(kind))
    throw new BadRow('"kind" is missing or not a word in lower case');
  if (typeof audience !== 'string' || !isAudience(audience))
    throw new BadRow('"audience" is not the name of an audience');
  const stated = {
    kind,
    audience,
    ...(supersedes === undefined ? {} : { supersedes: supersedes as unknown as Superseded }),
  };
  if (row.open !== undefined) {
    if (row.body !== undefined || row.withheld !== undefined)
      throw new BadRow('"open" excludes "body" and "withheld"');
    return { ...stated, body: { open: row.open } };
  }
  const fields = fieldsOf(row.body ?? {}, audience, 'body');
  for (const [withheldFor, members] of Object.entries(asObject(row.withheld ?? {}, 'withheld'))) {
    if (!isAudience(withheldFor))
      throw new BadRow(`"withheld.${withheldFor}" is not the name of an audience`);
    fields.push(...fieldsOf(members, withheldFor, `withheld.${withheldFor}`));
  }
  if (fields.length === 0) throw new BadRow('there is no body: give "body", "withheld" or "open"');
  const names = fields.map((field) => field.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  // One would hide the other from whoever may read both.
  if (twice !== undefined)
    throw new BadRow(`"${twice}" stands in this row for two audiences; give the two their own names`);
  return { ...stated, body: { fields } };
}

function parseRow(text: string): { readonly [name: string]: Json } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new BadRow('this line is not JSON');
  }
  const row = asObject(value, 'the row');
  mustBeRepresentable(row);
  const stray = Object.keys(row).find((name) => !NAMES.includes(name));
  if (stray !== undefined) throw new BadRow(`"${stray}" is no member of a row; expected ${NAMES.join(', ')}`);
  return row;
}

/** An entry has the row's members two levels deeper at most than the row itself. */
function mustBeRepresentable(row: Json): void {
  const canonical = canonicalJson([[row]]);
  if (canonical.ok) return;
  const message = canonical.refusal.message.replace(/^\$\[0\]\[0\]\.?/, '');
  throw new BadRow(message.startsWith(' ') ? `the row${message}` : message);
}

function asObject(value: Json, what: string): { readonly [name: string]: Json } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadRow(`${what} is not a JSON object`);
  return value as { readonly [name: string]: Json };
}

function fieldsOf(value: Json, audience: string, what: string): Field[] {
  return Object.entries(asObject(value, `"${what}"`)).map(([name, member]) => ({
    name,
    value: member,
    audience,
    part: FOLD_VIEW.has(name) ? 'view' : 'detail',
  }));
}
