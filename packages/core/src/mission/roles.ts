// Who takes part in a mission, by what they do. Nobody holds a right by name: a person holds roles, and a role holds
// rights (core/rights). Here, so that the fold can read who is a member in which roles.

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

/** A role that a member can be given: everyone is the public without it. */
export type MemberRole = Exclude<Role, 'public'>;
export const MEMBER_ROLES: readonly MemberRole[] = ROLES.filter((role) => role !== 'public');
