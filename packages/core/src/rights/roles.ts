import { type Office, ROLES, type Role } from '../mission/index.ts';

// What each role does in the fold. FIELD.md §1 has who does what in practice, and what each never does.

export { ROLES, type Role };

/** What a role may be called on to do in the fold, so that the table of legal steps holds for people as for entries. */
export const OFFICES_OF_ROLE: { readonly [role in Role]?: readonly Office[] } = {
  monitor: ['monitor'],
  'duty-officer': ['duty'],
  verifier: ['verify'],
  head: ['chair'],
};

/** Offices that bodies alone hold: a member acts on them in the body's name, with its quorum. */
export const OFFICES_OF_BODIES: readonly Office[] = ['attribute', 'find', 'coordinate', 'consent'];
