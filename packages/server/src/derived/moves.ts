import {
  type Axes,
  type Incident,
  MISSION,
  type MissionView,
  type OpenStep,
  openSteps,
} from '@armistice/core/mission';
import { type Act, type Actor, may, rightTo, type Target, type WhyNot } from '@armistice/core/rights';

// What can be done with an incident next, who may, and why whoever asks may not. The same table and the same needs decide
// when they write it: nothing is offered here that would be refused there, as far as it hangs on no word of theirs.

/** An act, and whether whoever asks may do it. */
export interface Move {
  readonly act: Act;
  readonly allowed: boolean;
  /** Where it is not: what the table of rights says. */
  readonly why?: WhyNot;
  /** Roles that may. */
  readonly roles: readonly string[];
  readonly second?: string;
  /** Whether it is written under a party's or body's own key. */
  readonly ownKey?: true;
}

/** A step on an axis. */
export type StepMove = Move & Omit<OpenStep, 'by'>;

/** Acts about an incident that are no step on an axis. */
const ACTS: readonly Act[] = [
  'grade-report',
  'join',
  'split',
  'undo',
  'number',
  'state-position',
  'complain',
  'answer',
  'claim',
  'ask-inquiry',
];

/** What may be done about an incident; `authors` are those who filed its reports, of each report in its turn. */
export function movesOn(
  view: MissionView,
  incident: Incident,
  axes: Axes,
  asker: { readonly actor: Actor; readonly authors: readonly (readonly string[])[]; readonly now: number },
): { readonly steps: readonly StepMove[]; readonly acts: readonly Move[] } {
  const move = (act: Act) => moveOf(act, incident, asker);
  return {
    steps: openSteps(view, incident, axes).map(({ by: _by, ...step }) => ({
      ...step,
      ...move(`${step.axis}: ${step.to}`),
    })),
    acts: ACTS.map(move),
  };
}

/** Who works on what is written for the mission alone, whoever reads the incident. */
const isWork = (act: Act) => act === 'claim' || act === 'ask-inquiry';

/** A grade is of one report: whoever filed one of several grades the others. A decision rests on all of them. */
function bearingOn(act: Act, authors: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = authors;
  return act === 'grade-report'
    ? first.filter((one) => others.every((all) => all.includes(one)))
    : authors.flat();
}

function moveOf(
  act: Act,
  { basis, place }: Incident,
  { actor, authors, now }: Parameters<typeof movesOn>[3],
): Move {
  const right = rightTo(act);
  const scopes = Object.values(right?.by ?? {});
  const target: Target = {
    ...{ audience: isWork(act) ? MISSION : basis, at: place.at, authors: bearingOn(act, authors) },
    ...(actor.party === undefined ? {} : { party: actor.party }),
    ...(actor.bodies?.[0] === undefined ? {} : { body: actor.bodies[0] }),
  };
  const answer = may(actor, act, target, now);
  const scope = answer.allowed ? right?.by[answer.as] : undefined;
  return {
    act,
    allowed: answer.allowed,
    ...(answer.allowed ? {} : { why: answer.why }),
    roles: Object.keys(right?.by ?? {}),
    ...(right?.second === undefined ? {} : { second: right.second }),
    ...(scope === 'party' || scope === 'body' || scopes.every((one) => one === 'party' || one === 'body')
      ? { ownKey: true as const }
      : {}),
  };
}
