import type { Wording } from './wording.ts';

/** What may be said of an incident, in English. */
export const en: Wording = {
  quoted: (text) => `“${text}”`,
  alleged: 'alleged',
  underInquiry: 'alleged, under inquiry',
  corroborated: 'alleged, corroborated by other sources',
  corroboratedBy: {
    one: 'alleged, corroborated by {n} source',
    other: 'alleged, corroborated by {n} sources',
  },
  verifiedAlleged: 'verified incident, alleged violation',
  verified: 'verified incident',
  refuted: 'alleged, refuted',
  unable: 'alleged, unable to verify',
  unableFor: { access: 'access', time: 'time', safety: 'safety', evidence: 'evidence' },
  allegedViolation: (clause) => `alleged violation of clause ${clause}`,
  noActor: 'no actor determined',
  claimed: (by, of) => `claimed by ${by}${of === undefined ? '' : ` to be an act of ${of}`}`,
  admitted: (by) => `admitted by ${by}`,
  assessed: (to, by, confidence) => `assessed to ${to} by ${by}, confidence ${confidence ?? 'not stated'}`,
  disputed: 'attribution disputed',
  alternatives: (names) => `; alternatives: ${names.join(', ')}`,
  finding: {
    violation: ({ clause, class: kind, by, on }) =>
      `violation of clause ${clause}${kind === undefined ? '' : ` (${kind})`}, found by ${by} on ${on}`,
    'no violation': ({ clause, by, on }) => `no violation of clause ${clause}, found by ${by} on ${on}`,
    inconclusive: ({ clause, by, on }) =>
      `alleged violation of clause ${clause}, held inconclusive by ${by} on ${on}`,
    'not adopted': ({ clause, by, on }) =>
      `alleged violation of clause ${clause}, finding not adopted by ${by} on ${on}`,
  },
  vote: (seats) => `Vote: ${seats.for} for, ${seats.against} against, ${seats.abstained} abstained`,
  dissent: (words) => `Dissent: ${words.join('; ')}`,
  positions: (words) => `Positions: ${words.join('; ')}`,
  stance: {
    accepts: (party) => `${party} accepts`,
    contests: (party) => `${party} contests`,
    notes: (party) => `${party} takes note`,
    states: (party) => `${party} states`,
  },
  remedy: (remedy, due) => `Remedy: ${remedy}${due === undefined ? '' : `, due ${due}`}`,
  indicated: (clause, probability) =>
    `indicated: alleged violation of clause ${clause}, probability ${probability}`,
  permitted: (clause, exception) =>
    exception === undefined
      ? `indicated: permitted by an exception to clause ${clause}`
      : `indicated: permitted by clause ${exception} as an exception to clause ${clause}`,
  notApplicable: (clause) => `indicated: clause ${clause} does not apply`,
  undetermined: (clause, missing) =>
    `nothing indicated on clause ${clause}: undetermined${missing === undefined ? '' : `, missing: ${missing}`}`,
  reasons: (steps) => `; reasons: ${steps.join('; ')}`,
};
