import { UNABLE } from './axes.ts';
import { type AskedAnswer, isAsked, isReadBy, type ParityCase, type ParityQuery } from './parity-cases.ts';
import type { MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

// Into what wholes fall: each case is counted under one name, or under none.

/** Decided incidents by their status. */
export function outcomesIn(cases: readonly ParityCase[]) {
  const counted = (status: string) => cases.filter(({ axes }) => axes.status === status).length;
  return {
    verified: counted('verified'),
    refuted: counted('refuted'),
    'unable to verify': counted('unable to verify'),
  };
}

/** Incidents that could not be verified, by what prevented it. */
export function reasonsIn(cases: readonly ParityCase[]) {
  const counted = (reason: string) => cases.filter(({ axes }) => axes.unable === reason).length;
  return Object.fromEntries(UNABLE.map((reason) => [reason, counted(reason)])) as {
    readonly [reason in (typeof UNABLE)[number]]: number;
  };
}

/** Incidents with a finding, by what was found; a violation is a complaint upheld. */
export function findingsIn(cases: readonly ParityCase[]) {
  const counted = (finding: string) => cases.filter(({ axes }) => axes.finding === finding).length;
  return {
    violation: counted('violation'),
    'no violation': counted('no violation'),
    inconclusive: counted('inconclusive'),
    'not adopted': counted('not adopted'),
  };
}

/** Complaints that were answered or whose time is over. */
export function lateIn(complaints: readonly AskedAnswer[], now: number) {
  const late = complaints.filter(({ due, answered }) => (answered ?? now) > due).length;
  const inTime = complaints.filter(({ due, answered }) => answered !== undefined && answered <= due).length;
  return { 'answered in time': inTime, 'late or overdue': late };
}

const ANSWERS = ['granted', 'denied', 'delayed', 'conditional'] as const;

/** Answers to requests for access, by the party that gave them. */
export function accessBy(state: MissionView, query: ParityQuery, parties: readonly string[]) {
  const isRead = isReadBy(query.audience);
  const entries = [...state.access.values()].filter(
    ({ audience, body }) => isRead(audience) && isAsked(query, millisecondsOf(body.from)),
  );
  const given = (party: string, answer: string) =>
    entries.filter(({ body }) => body.party === party && body.answer === answer).length;
  const counts = (party: string) =>
    Object.fromEntries(ANSWERS.map((answer) => [answer, given(party, answer)])) as {
      readonly [answer in (typeof ANSWERS)[number]]: number;
    };
  return new Map(parties.map((party) => [party, counts(party)]));
}
