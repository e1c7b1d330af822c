import { meantInstead, nearestWord, parseShape, readMoment } from '../base/index.ts';
import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import { type FactFields, type FieldKind, factFields } from './fact-fields.ts';
import type { Fact } from './facts.ts';
import { footprintForm } from './footprint-form.ts';
import { holdingFault, holdingRemarks } from './holding-faults.ts';
import { listOf } from './lists.ts';
import { COMMON_EVENTS } from './references.ts';

// A fact that clauses cannot read counts for nothing, and the duty that it met stays overdue. So what is misspelt or
// cannot be read is refused with the remedy, and what merely means nothing to this agreement is told.

/** Why a fact cannot stand on the record of an agreement, with how to write it; undefined where it can. */
export function factFault(agreement: Agreement, fact: Fact): string | undefined {
  return (
    misspelt('fact', fact.fact, knownFacts(agreement), 'fact that a clause of this agreement knows') ??
    (fact.by === undefined ? undefined : misspelt('by', fact.by, knownActors(agreement), ACTOR)) ??
    valueFault(agreement, fact)
  );
}

/** What is read and likely not meant: each a sentence, the same for the same mistake. */
export function factRemarks(agreement: Agreement, fact: Fact): readonly string[] {
  const [names, actors] = [knownFacts(agreement), knownActors(agreement)];
  if (!names.includes(fact.fact))
    return [
      `no clause of this agreement knows the fact "${fact.fact}", so that it changes nothing; known are ${names.join(', ')}`,
    ];
  return [
    ...(fact.by === undefined || actors.includes(fact.by)
      ? []
      : [
          `"${fact.by}" is no ${ACTOR}, so that what it did counts for nobody; known are ${actors.join(', ')}`,
        ]),
    ...(fact.fact === 'holding' ? holdingRemarks(agreement, fact) : []),
    ...fieldRemarks(agreement, fact),
  ];
}

const ACTOR = 'party, group or body of this agreement';

function knownFacts(agreement: Agreement): readonly string[] {
  return [
    ...new Set([
      ...Object.keys(agreement.events ?? {}),
      ...factFields(agreement).keys(),
      ...COMMON_EVENTS,
      'position',
    ]),
  ];
}

function knownActors({ parties, groups = {}, bodies = {} }: Agreement): readonly string[] {
  return [...parties.map(({ id }) => id), ...Object.keys(groups), ...Object.keys(bodies)];
}

function misspelt(field: string, word: string, known: readonly string[], what: string): string | undefined {
  if (known.includes(word) || nearestWord(word, known) === undefined) return undefined;
  return `${field}: "${word}" is no ${what}${meantInstead(word, known, '', 20)}`;
}

function valueFault(agreement: Agreement, fact: Fact): string | undefined {
  if (fact.fact === 'holding') return holdingFault(agreement, fact);
  if (fact.fact === 'position') return positionFault(agreement, fact);
  const read = factFields(agreement).get(fact.fact);
  if (read === undefined || fact.value === undefined || fact.value === null) return undefined;
  if (typeof fact.value === 'number' && read.plain) return undefined;
  if (typeof fact.value !== 'object' || Array.isArray(fact.value))
    return `value must be an object such as ${exampleOf(agreement, read)}, not ${JSON.stringify(fact.value).slice(0, 60)}`;
  const fields = [...read.fields.keys()];
  for (const [name, given] of Object.entries(fact.value)) {
    const kind = read.fields.get(name);
    const near = kind === undefined ? nearestWord(name, fields) : undefined;
    if (near !== undefined && !Object.hasOwn(fact.value, near))
      return `value.${name} is not read by any clause; did you mean "${near}"?`;
    if (kind === 'recipient' && fact.by !== undefined && [given].flat().every((one) => one === fact.by))
      return `value.${name}: ${fact.by} gives notice to itself; write to whom it goes, such as {"to":"${otherThan(agreement, fact.by)}"}`;
    const fault = kind === undefined || given === null ? undefined : faultOf(agreement, kind, given);
    if (fault !== undefined)
      return `value.${name} must be ${fault}, not ${JSON.stringify(given).slice(0, 60)}; write it like ${exampleOf(agreement, read, name)}`;
  }
  return undefined;
}

function otherThan({ parties }: Agreement, by: string): string {
  return parties.find(({ id }) => id !== by)?.id ?? by;
}

function faultOf(agreement: Agreement, kind: FieldKind, given: unknown): string | undefined {
  const isMoment = typeof given === 'string' && readMoment(given) !== undefined;
  const actors = knownActors(agreement);
  const isActor = (one: unknown) => typeof one === 'string' && actors.includes(one);
  switch (kind) {
    case 'number':
      return typeof given === 'number' && given >= 0 ? undefined : 'a number without quotes';
    case 'mark':
      return typeof given === 'string' || typeof given === 'number' ? undefined : 'a text or a number';
    case 'flag':
      return typeof given === 'boolean' ? undefined : 'true or false';
    case 'moment':
      return isMoment ? undefined : 'a time with its offset';
    case 'actor':
      return isActor(given) ? undefined : `one of ${actors.join(', ')}`;
    case 'addressee':
    case 'recipient':
      return isMoment || isActor(given) || (Array.isArray(given) && given.every(isActor))
        ? undefined
        : `one of ${actors.join(', ')}, or a list of them`;
    case 'permit':
      return listOf(given).every((one) => agreement.clauses.some(({ id }) => id === one))
        ? undefined
        : 'the id of a clause';
    case 'zones': {
      const zones = Object.keys(agreement.zones ?? {});
      return listOf(given).every((one) => typeof one === 'string' && zones.includes(one))
        ? undefined
        : `one of the zones ${zones.join(', ') || '(there is none)'}, or a list of them`;
    }
    case 'word':
      return typeof given === 'string' ? undefined : 'a word';
  }
}

/** A value as it may be written: the field asked for, else those that are needed, else the first. */
function exampleOf(agreement: Agreement, { fields, needed }: FactFields, field?: string): string {
  const party = agreement.parties[0]?.id ?? 'north';
  const examples: { readonly [K in FieldKind]: unknown } = {
    number: 3,
    mark: 'R-17',
    actor: party,
    addressee: party,
    recipient: agreement.parties[1]?.id ?? party,
    moment: '2026-11-01T00:00:00Z',
    flag: true,
    permit: agreement.clauses.find(({ verb }) => verb === 'permit')?.id ?? '1',
    zones: Object.keys(agreement.zones ?? {}).slice(0, 1),
    word: 'storage',
  };
  const wanted = field === undefined ? [...needed] : [field];
  const shown = wanted.length > 0 ? wanted : [...fields.keys()].slice(0, 1);
  return JSON.stringify(
    Object.fromEntries(shown.map((name) => [name, examples[fields.get(name) ?? 'mark']])),
  );
}

function fieldRemarks(agreement: Agreement, fact: Fact): readonly string[] {
  const read = factFields(agreement).get(fact.fact);
  if (read === undefined) return [];
  const value = typeof fact.value === 'object' && fact.value !== null ? fact.value : {};
  const bare = read.plain && typeof fact.value === 'number';
  const lacking = [...read.needed].filter((name) => !bare && !Object.hasOwn(value, name));
  const several = read.asked.find(
    (clause) => boundBy(agreement, clause).length > 1 && !boundBy(agreement, clause).includes(fact.by ?? ''),
  );
  return [
    ...lacking.map(
      (name) =>
        `${fact.fact} says no value.${name}, by which clauses tell it from others; write it like "value":${exampleOf(agreement, read, name)}`,
    ),
    ...(several === undefined || Object.hasOwn(value, 'to')
      ? []
      : [
          `${fact.fact} does not say to whom, and so clause ${several.id} binds each of ${boundBy(agreement, several).join(', ')} for it; to ask one, write "value":${exampleOf(agreement, read, 'to')}`,
        ]),
  ];
}

const POSITION =
  '{"of":"vessel","id":"a","place":{"type":"point","at":[lon,lat],"radius":20}}, where "of" is the thing that moves';

function positionFault(agreement: Agreement, { value }: Fact): string | undefined {
  const { of, place } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly of?: unknown;
    readonly place?: unknown;
  };
  const things = Object.keys(agreement.things ?? {});
  if (typeof of !== 'string') return `value must be written like ${POSITION}`;
  if (!things.includes(of))
    return `value.of: "${of}" is no thing of this agreement${meantInstead(of, things)}`;
  const read = parseShape(footprintForm, place, 'agreement/place');
  return read.ok ? undefined : `value must be written like ${POSITION}: place ${read.refusal.message}`;
}
