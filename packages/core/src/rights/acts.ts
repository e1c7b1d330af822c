import { type EntryKindName, TRANSITIONS, type Transition } from '../mission/index.ts';

// Everything that can be done, as one list of names. Steps on the axes of an incident are named by axis and state, out
// of the fold's own table: what the fold would refuse is not offered, and what it would take is not forgotten.

/** A step on one axis, such as `status: verified`. */
export type StepName = `${Transition['axis']}: ${string}`;

/** Acts that are no step on an axis; with the kind of entry that each writes, where it writes one. */
export const PLAIN_ACTS = {
  // Reading.
  read: { says: 'read what the record and the fold say, for an audience' },
  'read-detail': { says: 'read the whole of a report: words, names of the observed, media' },
  'read-positions': { says: 'see where observers stand and what is watched now' },
  'read-members': { says: 'see who is a member, in which roles' },
  'read-reads': { says: 'see who read restricted material, and when' },
  'read-parity': { says: 'see how long each step took, by party' },
  // Intake.
  'file-report': { kind: 'report', says: 'file a report' },
  'grade-report': { kind: 'grade', says: 'grade a report' },
  'file-coverage': { kind: 'coverage', says: 'say who could see what, and when' },
  'file-access': { kind: 'access', says: 'say where access was granted, denied or delayed' },
  complain: { kind: 'complaint', says: 'complain, and be owed an answer' },
  answer: { kind: 'answer', says: 'answer a complaint' },
  'state-position': { kind: 'position', says: 'state a party’s position, printed beside the incident' },
  'state-fact': { kind: 'fact', says: 'state that something happened from which clocks of the text run' },
  // Casework.
  claim: { kind: 'claim', says: 'take an incident from the queue, or hand it over' },
  'ask-inquiry': { kind: 'inquiry', says: 'ask a team to look into an incident, until when' },
  join: { kind: 'join', says: 'hold reports to be of one incident' },
  split: { kind: 'split', says: 'hold reports to be of different incidents' },
  undo: { kind: 'undo', says: 'take a join or split back' },
  number: { kind: 'number', says: 'give an incident the number that people quote' },
  vote: { says: 'vote in a body, or dissent' },
  // Publication.
  'draft-bulletin': { says: 'draft a bulletin' },
  publish: { kind: 'bulletin', says: 'publish a bulletin' },
  'publish-erratum': { kind: 'erratum', says: 'publish an erratum' },
  correct: { kind: 'correction', says: 'mark an entry as wrong' },
  attest: { kind: 'attestation', says: 'say that one computed a stated root oneself' },
  // Text and ground.
  'adopt-text': { kind: 'agreement', says: 'put an adopted or amended text into force' },
  'confirm-clause': { kind: 'confirmation', says: 'compare a clause with its source, so that it speaks' },
  'draw-line': { kind: 'line', says: 'put a version of a line on record' },
  'draw-zone': { kind: 'zone', says: 'put a version of a zone on record' },
  'state-counting-rule': { kind: 'counting-rule', says: 'state a rule by which counts can be asked for' },
  'set-clock': { kind: 'source-clock', says: 'state how far a source’s clock was ahead' },
  'set-fusion': { kind: 'fusion-parameters', says: 'choose the sensor models that grouping reads' },
  'register-source': { kind: 'source', says: 'register a source or data set' },
  'register-post': { kind: 'post', says: 'register a post' },
  'enter-tally': { kind: 'tally', says: 'enter a figure that others published' },
  // People and machine.
  'keep-own-keys': { says: 'add or end one’s own passkeys, codes and sessions' },
  'invite-member': { says: 'invite a member, and set roles, area and time' },
  'end-member': { says: 'end a member’s roles, keys and sessions' },
  'make-device': { says: 'give a device its token, and end it' },
  'set-rules': { kind: 'mission', says: 'set the rules of the mission' },
  'introduce-key': { kind: 'key', says: 'introduce, rotate or revoke a key' },
  'choose-engine': { kind: 'engine', says: 'go over to another version of this program' },
  operate: { says: 'watch the machine: health, figures, queues' },
  'back-up': { says: 'make a backup, and restore one' },
  // What cannot be undone.
  erase: { kind: 'erasure', says: 'destroy the content of an entry, with proof' },
  'open-vault': { says: 'learn who a source is' },
  'drop-source': { says: 'destroy who a source is, with proof' },
} as const satisfies {
  readonly [act: string]: { readonly kind?: EntryKindName; readonly says: string };
};

export type PlainAct = keyof typeof PLAIN_ACTS;

/** Anything that can be done. */
export type Act = PlainAct | StepName;

/** Every step on the axes that the fold knows, once. */
export const STEPS: readonly StepName[] = [
  ...new Set(TRANSITIONS.map(({ axis, to }): StepName => `${axis}: ${to}`)),
];

/** Every act. */
export const ACTS: readonly Act[] = [...(Object.keys(PLAIN_ACTS) as PlainAct[]), ...STEPS];
