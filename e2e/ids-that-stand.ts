import type { Bare, Shape } from './bare-ids.ts';

// Test-only: what stands on a view as an id all the same, and why.

interface Stands {
  /** Addresses of the views. */
  readonly on: RegExp;
  /** What it stands in, as a selector. */
  readonly place: string;
  readonly what: readonly Shape[];
  readonly id?: RegExp;
  readonly why: string;
}

const ENTRY = /^\/entries\/\d+$/;
const ALL: readonly Shape[] = ['uuid', 'ulid', 'urn', 'hash', 'moment', 'json', 'word', 'handle'];
export const STANDING: readonly Stands[] = [
  {
    ...{ on: ENTRY, place: 'pre', what: ALL },
    why: 'an entry as data, for whoever unfolds it: its own bytes',
  },
  {
    ...{ on: ENTRY, place: '[data-proof] code, main > dl code', what: ['hash'] },
    why: 'the page of an entry is about its hash, and about the key that signed it',
  },
  {
    ...{ on: ENTRY, place: '[data-reading] code', what: ['uuid', 'hash', 'moment', 'json', 'word'] },
    why: 'a field for which there are no words stands as the record has it, below its name',
  },
  {
    ...{ on: ENTRY, place: '[data-reading] dt, [data-reading] [dir="auto"]', what: ['word', 'hash'] },
    why: 'the names of such fields, and what people wrote in words of their own',
  },
  {
    ...{
      on: /^\/(members$|entries\/)/,
      place: 'bdi, dd > code',
      what: ['word'],
      id: /^exercise-commission$/,
    },
    why: 'a body by its id: neither page is told its name, which stands in the rules of the mission',
  },
  {
    ...{
      on: /^\/($|incidents\/|agreements\/)/,
      place: '[lang="en"][dir="ltr"]',
      what: ['word', 'hash', 'moment'],
    },
    why: 'what the evaluator says of a clause, and the text of one: recorded in one language, compared to the letter',
  },
  {
    ...{ on: /^\/($|incidents\/)/, place: 'main *', what: ['word'], id: /^fired-from$/ },
    why: 'the fact that is missing, as the evaluator names it',
  },
  {
    ...{ on: /^\/($|incidents\/)/, place: 'dd > code', what: ['hash'] },
    why: 'the whole id of an incident, by which others find it in the record; it stands below its name',
  },
  {
    ...{ on: /^\/$/, place: 'details > pre', what: ALL },
    why: 'the policy as the file that a verifier is given',
  },
  {
    ...{
      on: /^\/(incidents\/|portal)/,
      place: '[data-act="join"] a, li a',
      what: ['hash'],
      id: /^[0-9a-f]{8}$/,
    },
    why: 'an incident that has no number yet, by the beginning of its id beside what and when it was',
  },
  {
    ...{ on: /^\/agreements\//, place: 'dd, code', what: ['word', 'hash'] },
    why: 'the terms of the encoding of a text, its files, and commands: what is to be compared and typed',
  },
  {
    ...{ on: /^\/bulletins\//, place: 'dd code', what: ['word'] },
    why: 'the id of a counting rule beside its name: by it the rule is asked for again',
  },
  {
    ...{ on: /^\/bulletins\//, place: '[data-document]', what: ['word', 'hash', 'handle'] },
    why: 'a bulletin in the bytes that are published: sources by their handles, incidents without a number by the beginning of their ids',
  },
  {
    ...{ on: /^\/rights$/, place: 'th > code', what: ['word'] },
    why: 'the name of a right below its words, as refusals and the API have it',
  },
];

/** Whether the list has a place for an id that a view shows. */
export function stands(path: string, { what, id, inside }: Bare): boolean {
  return STANDING.some(
    (one) =>
      one.on.test(path) &&
      inside.includes(one.place) &&
      one.what.includes(what) &&
      (one.id === undefined || one.id.test(id)),
  );
}
