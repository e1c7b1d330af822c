import type { Office } from '../mission/index.ts';

// Who takes part in a mission, by what they do. Nobody holds a right by name: a person holds roles, and a role holds
// rights (table.ts). FIELD.md §1 has who does what in practice, and what each never does.

/** Every role. `public` is whoever has not signed in; `device` is a sensor, a camera or a field phone without a person. */
export const ROLES = [
  'public',
  'device',
  'monitor',
  'duty-officer',
  'verifier',
  'head',
  'liaison-officer',
  'body-member',
  'mediator',
  'relief-coordinator',
  'analyst',
  'custodian',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** What a role may be called on to do in the fold, so that the table of legal steps holds for people as for entries. */
export const OFFICES_OF_ROLE: { readonly [role in Role]?: readonly Office[] } = {
  monitor: ['monitor'],
  'duty-officer': ['duty'],
  verifier: ['verify'],
  head: ['chair'],
};

/** Offices that bodies alone hold: a member acts on them in the body's name, with its quorum. */
export const OFFICES_OF_BODIES: readonly Office[] = ['attribute', 'find', 'coordinate', 'consent'];
