import type { JsonSchema, Shape } from '../base/index.ts';
import type { KeyRole } from '../record/index.ts';
import { tallyForm } from './context.ts';
import { countingRuleForm } from './counting-rule.ts';
import * as decisions from './decision-forms.ts';
import * as law from './law-forms.ts';
import { memberForm } from './member-form.ts';
import * as observations from './observation-forms.ts';
import * as publications from './publication-forms.ts';
import { missionForm } from './rules.ts';
import { secondForm } from './second.ts';
import { claimForm, inquiryForm } from './work-forms.ts';

// Every kind of entry that the fold reads: its form, whose keys may write it, whether it binds everyone, and what it
// changes in a sentence. docs/fold.md and docs/formats/entry-kinds.schema.json are held against this table by a test.

/** What the fold asks of one kind of entry. */
export interface EntryKind {
  /** How the body reads; the few without are read elsewhere: in the record, or by a form of their own. */
  readonly form?: Shape<unknown>;
  /** Roles of keys that may write it; left out: any. What a person or body may decide is in transitions.ts. */
  readonly roles?: readonly KeyRole[];
  /** What binds everyone stands where everyone reads it: otherwise two readers of one record would differ. */
  readonly open?: true;
  /** Its content can be destroyed: the fold takes it out again. Of any other an erasure would bring back what was before it. */
  readonly erasable?: true;
  readonly changes: string;
}

const DECIDERS = ['person', 'body'] as const;

export const ENTRY_KINDS = {
  mission: {
    form: missionForm,
    roles: ['registrar'],
    open: true,
    changes: 'the rules of the mission, from this entry on',
  },
  key: { open: true, changes: 'which keys are in force, and as what' },
  member: {
    form: memberForm,
    roles: ['registrar'],
    changes: 'who is a member, in which roles, where and when; it is for the mission alone',
  },
  agreement: {
    roles: ['registrar', 'body'],
    open: true,
    changes:
      'a first version is adopted, by a body with the vote that it needs; a later version amends what happens from its day on; a later revision of a version corrects our encoding and evaluates its time again',
  },
  fact: {
    form: law.recordedFactForm,
    roles: ['registrar', 'body', 'person', 'party'],
    open: true,
    changes: 'what is known to have happened: clocks of clauses run from it, however late it came',
  },
  line: {
    form: law.lineForm,
    roles: ['registrar', 'body'],
    open: true,
    changes: 'a line, from a moment on; incidents since are evaluated again',
  },
  zone: {
    form: law.zoneForm,
    roles: ['registrar', 'body'],
    open: true,
    changes: 'a zone, from a moment on; incidents since are evaluated again',
  },
  confirmation: {
    form: law.confirmationForm,
    roles: ['registrar', 'body', 'person'],
    open: true,
    changes: 'an unchecked clause speaks from now on, also of what happened before',
  },
  source: {
    form: observations.sourceForm,
    roles: ['registrar', 'person', 'body'],
    open: true,
    changes: 'whose source a handle is, and where it observes',
  },
  post: {
    form: observations.postForm,
    roles: ['registrar', 'person', 'body'],
    open: true,
    changes: 'a post and its area',
  },
  report: { erasable: true, changes: 'the incidents near it' },
  grade: {
    form: decisions.gradeForm,
    roles: DECIDERS,
    changes: 'the grade of one report, and of nothing else',
  },
  join: {
    form: decisions.joinForm,
    roles: DECIDERS,
    changes: 'these reports are of one incident until it is undone',
  },
  split: {
    form: decisions.splitForm,
    roles: DECIDERS,
    changes: 'these reports are of another incident than those until it is undone',
  },
  undo: {
    form: decisions.undoForm,
    roles: DECIDERS,
    changes: 'a join or split is taken back, and the state before it is there again',
  },
  number: {
    form: decisions.numberForm,
    roles: ['person', 'body', 'registrar'],
    changes: 'the number that people quote; the incident no longer merges or splits by itself',
  },
  assessment: { form: decisions.assessmentForm, roles: DECIDERS, changes: 'the status of an incident' },
  attribution: {
    form: decisions.attributionForm,
    roles: ['person', 'body', 'party'],
    changes: 'the attribution of an incident',
  },
  finding: { form: decisions.findingForm, roles: ['body'], changes: 'the finding on one clause' },
  resolution: { form: decisions.resolutionForm, roles: DECIDERS, changes: 'where the dispute stands' },
  position: {
    form: decisions.positionForm,
    roles: ['party'],
    changes: 'what a party says, printed beside the incident; no axis moves by it',
  },
  complaint: {
    form: decisions.complaintForm,
    roles: ['party'],
    changes: 'a party asks for an answer, and its clock runs',
  },
  answer: {
    form: decisions.answerForm,
    roles: ['person', 'body', 'party'],
    changes: 'a complaint is answered',
  },
  claim: {
    form: claimForm,
    roles: ['person'],
    changes: 'who has taken an incident up; no axis moves by it, and it is for the mission alone',
  },
  inquiry: {
    form: inquiryForm,
    roles: ['person'],
    changes:
      'which team is asked to look into an incident, and until when; no axis moves by it, and it is for the mission alone',
  },
  second: {
    form: secondForm,
    roles: DECIDERS,
    changes: 'nothing: whether a second person agreed to an act, or why not, stands beside it',
  },
  coverage: {
    form: observations.coverageForm,
    roles: ['person', 'body', 'device', 'import', 'registrar'],
    changes: 'the observation effort that stands beside every count',
  },
  access: {
    form: observations.accessForm,
    roles: ['person', 'body', 'device', 'import', 'registrar'],
    changes: 'access granted, denied, delayed or given on terms, beside every count',
  },
  tally: {
    form: tallyForm,
    roles: ['registrar', 'import', 'person', 'body'],
    open: true,
    changes: 'a figure that others published, beside counts and in none of them',
  },
  'source-clock': {
    form: observations.sourceClockForm,
    roles: ['registrar', 'person', 'sequencer'],
    open: true,
    changes:
      'how far the clock of a source was ahead, and with it the incidents of its reports in that window',
  },
  'counting-rule': {
    form: countingRuleForm,
    roles: ['registrar', 'body', 'party'],
    open: true,
    changes: 'a rule by which counts can be asked for; no count changes by it',
  },
  'fusion-parameters': {
    form: publications.fusionParametersForm,
    roles: ['registrar'],
    open: true,
    changes:
      'the sensor models by which reports are grouped, and with them the incidents: by their hash, and with their content where they are not of this program',
  },
  engine: {
    form: publications.engineForm,
    roles: ['registrar'],
    open: true,
    changes: 'the version of this program that computes from here on, by its hash',
  },
  bulletin: {
    form: publications.bulletinForm,
    roles: ['person', 'body', 'registrar'],
    changes: 'what it reports on is published: those incidents no longer merge or split by themselves',
  },
  erratum: {
    form: publications.erratumForm,
    roles: ['person', 'body', 'registrar'],
    changes: 'a bulletin is put right, and what it was told to put right is settled',
  },
  correction: {
    form: publications.correctionForm,
    roles: ['person', 'body', 'registrar'],
    changes: 'an earlier entry is marked as wrong; the bulletins that rest on it are named',
  },
  erasure: {
    roles: ['registrar'],
    open: true,
    changes: 'with scope "everything", the reports that it names leave the fold',
  },
  statement: {
    roles: ['sequencer'],
    open: true,
    changes: 'nothing: it says what the entries before it come to',
  },
  attestation: {
    roles: ['party'],
    open: true,
    changes: 'nothing: a party says that it computed a root itself',
  },
} as const satisfies { readonly [kind: string]: EntryKind };

/** A kind of entry that the fold knows. */
export type EntryKindName = keyof typeof ENTRY_KINDS;

/** What the fold asks of a kind; undefined where it does not know it. */
export function entryKind(kind: string): EntryKind | undefined {
  return Object.hasOwn(ENTRY_KINDS, kind) ? ENTRY_KINDS[kind as EntryKindName] : undefined;
}

/**
 * Whether the content of such an entry can be destroyed. Never that on which rights, decisions or the text rest: with a
 * member's entry gone, the one before it would hold again.
 */
export function isErasable(kind: string): boolean {
  const known = entryKind(kind);
  return known === undefined || known.erasable === true;
}

/** The published JSON Schemas (2020-12) of the bodies that have a form here. */
export function entrySchemas(): { readonly [kind: string]: JsonSchema } {
  const kinds: readonly (readonly [string, EntryKind])[] = Object.entries(ENTRY_KINDS);
  return Object.fromEntries(
    kinds.flatMap(([kind, { form }]) => (form === undefined ? [] : [[kind, form.schema]])),
  );
}
