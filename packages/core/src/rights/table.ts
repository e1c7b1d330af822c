import { TRANSITIONS } from '../mission/index.ts';
import { type Act, PLAIN_ACTS, type PlainAct, STEPS, type StepName } from './acts.ts';
import { OFFICES_OF_BODIES, OFFICES_OF_ROLE, ROLES, type Role } from './roles.ts';

// The one table of rights. What stands in no row is refused. No row names a party: what one liaison officer may do,
// the liaison officer of every other party may.

/**
 * Where a role's right holds: everywhere; in the member's area; for what they wrote themselves; for their own party;
 * for a body in which they sit; for the sources of a device.
 */
export type Scope = 'any' | 'area' | 'own' | 'party' | 'body' | 'sources';

/** Who must agree besides. A body's quorum is the fold's to count. */
export type Second = 'another-person' | 'another-custodian' | 'quorum';

/** The right to one act. */
export interface Right {
  readonly act: Act;
  readonly by: { readonly [role in Role]?: Scope };
  readonly second?: Second;
  /** What is done cannot be undone. */
  readonly destroys?: true;
  /** Nobody does it with a report of their own. */
  readonly notOwnReport?: true;
}

const STAFF = {
  monitor: 'area',
  'duty-officer': 'any',
  verifier: 'area',
  head: 'any',
  analyst: 'any',
} as const;
const CASEWORK = { 'duty-officer': 'any', verifier: 'area', head: 'any' } as const;
const EVERYONE = Object.fromEntries(ROLES.map((role) => [role, 'any'])) as { readonly [role in Role]: Scope };
const { public: _nobody, device: _thing, ...MEMBERS } = EVERYONE;

const PLAIN: { readonly [act in PlainAct]: Omit<Right, 'act'> } = {
  read: { by: EVERYONE },
  'read-detail': { by: { ...STAFF, 'liaison-officer': 'party', 'body-member': 'body' } },
  'read-positions': { by: { monitor: 'area', 'duty-officer': 'any', head: 'any' } },
  'read-members': { by: { ...CASEWORK, administrator: 'any' } },
  'read-reads': { by: { head: 'any', custodian: 'any' } },
  'read-parity': { by: EVERYONE },

  'file-report': {
    by: {
      device: 'sources',
      monitor: 'area',
      'duty-officer': 'any',
      'liaison-officer': 'party',
      'relief-coordinator': 'own',
    },
  },
  'grade-report': { by: { 'duty-officer': 'any', verifier: 'area' }, notOwnReport: true },
  'file-coverage': { by: { device: 'sources', monitor: 'area', 'duty-officer': 'any' } },
  'file-access': { by: { monitor: 'area', 'duty-officer': 'any' } },
  complain: { by: { 'liaison-officer': 'party' } },
  answer: { by: { 'duty-officer': 'any', head: 'any', 'liaison-officer': 'party', 'body-member': 'body' } },
  'state-position': { by: { 'liaison-officer': 'party' } },
  'state-fact': {
    by: { 'duty-officer': 'any', head: 'any', 'liaison-officer': 'party', 'body-member': 'body' },
  },

  claim: { by: CASEWORK },
  'ask-inquiry': { by: CASEWORK },
  join: { by: CASEWORK },
  split: { by: CASEWORK },
  undo: { by: CASEWORK },
  number: { by: { 'duty-officer': 'any' } },
  vote: { by: { 'body-member': 'body' } },

  'draft-bulletin': { by: { 'duty-officer': 'any', head: 'any', analyst: 'any' } },
  publish: { by: { 'duty-officer': 'any', head: 'any' }, second: 'another-person' },
  'publish-erratum': { by: { 'duty-officer': 'any', head: 'any' }, second: 'another-person' },
  correct: { by: { 'duty-officer': 'any', head: 'any' } },
  attest: { by: { 'liaison-officer': 'party' } },

  'adopt-text': { by: { 'body-member': 'body' }, second: 'quorum' },
  'confirm-clause': { by: { verifier: 'any', head: 'any' } },
  'draw-line': {
    by: { 'duty-officer': 'any', head: 'any', 'body-member': 'body' },
    second: 'another-person',
  },
  'draw-zone': {
    by: { 'duty-officer': 'any', head: 'any', 'body-member': 'body' },
    second: 'another-person',
  },
  'state-counting-rule': { by: { head: 'any', 'liaison-officer': 'party', 'body-member': 'body' } },
  'set-clock': { by: { 'duty-officer': 'any' } },
  'set-fusion': { by: { 'duty-officer': 'any', head: 'any' }, second: 'another-person' },
  'register-source': { by: { 'duty-officer': 'any', custodian: 'any' } },
  'register-post': { by: { 'duty-officer': 'any' } },
  'enter-tally': { by: { 'duty-officer': 'any', analyst: 'any' } },

  'keep-own-keys': { by: MEMBERS },
  'invite-member': { by: { administrator: 'any', head: 'any' }, second: 'another-person' },
  'end-member': { by: { administrator: 'any', head: 'any' } },
  'make-device': { by: { administrator: 'any', 'duty-officer': 'any' } },
  'set-rules': { by: { administrator: 'any', head: 'any' }, second: 'another-person' },
  'introduce-key': { by: { administrator: 'any', head: 'any' }, second: 'another-person' },
  'choose-engine': { by: { administrator: 'any', head: 'any' }, second: 'another-person' },
  operate: { by: { administrator: 'any' } },
  'back-up': { by: { administrator: 'any' } },

  erase: { by: { 'duty-officer': 'any', head: 'any' }, second: 'another-person', destroys: true },
  'open-vault': { by: { custodian: 'any' }, second: 'another-custodian' },
  'drop-source': { by: { custodian: 'any' }, second: 'another-custodian', destroys: true },
};

/** Roles of people that take a step: by the offices they hold, for their party, or in the name of a body. */
function rightOf(step: StepName): Right {
  const rows = TRANSITIONS.filter(({ axis, to }) => `${axis}: ${to}` === step);
  const actors = new Set(rows.flatMap(({ by }) => by));
  const by: { [role in Role]?: Scope } = {};
  for (const role of ROLES)
    if (OFFICES_OF_ROLE[role]?.some((office) => actors.has(office)))
      by[role] = role === 'duty-officer' || role === 'head' ? 'any' : 'area';
  if (actors.has('party')) by['liaison-officer'] = 'party';
  if (OFFICES_OF_BODIES.some((office) => actors.has(office))) by['body-member'] = 'body';
  const needs = new Set(rows.flatMap((row) => row.needs));
  const second = needs.has('quorum') ? 'quorum' : needs.has('second-person') ? 'another-person' : undefined;
  return {
    act: step,
    by,
    ...(second === undefined ? {} : { second }),
    ...(needs.has('not-own-report') ? { notOwnReport: true as const } : {}),
  };
}

/** Every right, one row an act. */
export const RIGHTS: readonly Right[] = [
  ...(Object.keys(PLAIN_ACTS) as PlainAct[]).map((act) => ({ act, ...PLAIN[act] })),
  ...STEPS.map(rightOf),
];

const BY_ACT: ReadonlyMap<string, Right> = new Map(RIGHTS.map((right) => [right.act, right]));

/** The row of an act; undefined where there is none, and the act is open to nobody. */
export function rightTo(act: string): Right | undefined {
  return BY_ACT.get(act);
}
