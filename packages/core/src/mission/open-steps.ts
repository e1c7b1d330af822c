import type { Axes } from './axes.ts';
import { competentFor, textsAt } from './competence.ts';
import type { Incident } from './incident.ts';
import { type Author, type Circumstances, type Decided, whyUnmet } from './needs.ts';
import type { MissionView } from './state.ts';
import { type Actor, type Axis, type Need, TRANSITIONS } from './transitions.ts';
import { millisecondsOf } from './words.ts';

/** A step that an incident can take from where it stands, with what stands in its way whoever takes it. */
export interface OpenStep {
  readonly axis: Axis;
  readonly from: string;
  readonly to: string;
  readonly by: readonly Actor[];
  readonly needs: readonly Need[];
  /** Sentences of the fold: what no author could change by what they write. */
  readonly unmet: readonly string[];
  /** Bodies that the text, or the rules of the mission, name for it, where somebody must be named. */
  readonly bodies?: readonly string[];
  /** Who wrote the first of two words that it takes. */
  readonly awaiting?: string;
}

/** Needs that hang on the incident alone; of the others an author's words decide. */
const OF_INCIDENT: ReadonlySet<Need> = new Set<Need>(['origins', 'verified-first', 'nothing-rests-on-it']);

/** Every step of the table from where an incident stands; of findings those from the state over all its clauses. */
export function openSteps(state: MissionView, incident: Incident, axes: Axes): readonly OpenStep[] {
  const ended = millisecondsOf(incident.occurred.to);
  const about: Circumstances = {
    rules: state.rules,
    axes,
    origins: incident.origins,
    authors: new Set(),
    textOn: (agreement) => textsAt(state, ended).find((text) => text.agreement === agreement),
    competent: (task, agreement) => competentFor(state, task, state.at, agreement),
  };
  return TRANSITIONS.filter(({ axis, from }) => (from as readonly string[]).includes(axes[axis])).map(
    ({ axis, to, by, needs }) => {
      const task = axis === 'finding' ? 'find' : 'attribute';
      const bodies = needs.includes('named-body') ? [...about.competent(task).keys()] : undefined;
      return {
        ...{ axis, from: axes[axis], to, by, needs },
        unmet: [
          ...needs.flatMap((need) =>
            OF_INCIDENT.has(need) ? (whyUnmet(need, NOBODY(axis), about) ?? []) : [],
          ),
          ...(bodies?.length === 0 ? [NOT_NAMED[task]] : []),
        ],
        ...(bodies === undefined ? {} : { bodies }),
        ...(to === 'verified' && axes.verifying !== undefined ? { awaiting: axes.verifying } : {}),
      };
    },
  );
}

const NOT_NAMED = {
  find: 'nobody adopts findings: neither the text nor the rules of the mission name a body for it',
  attribute: 'nobody attributes: neither the text nor the rules of the mission name a body for it',
} as const;

const NO_AUTHOR: Author = { subject: '', party: false, offices: new Set() };
const NOBODY = (axis: Axis) => ({ axis, body: {}, index: 0, at: 0, author: NO_AUTHOR }) as unknown as Decided;
