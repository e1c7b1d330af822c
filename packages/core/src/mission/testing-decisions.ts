// Test-only: axes at any state, and decisions with everything that a step can need.
import type { Agreement, Constitution } from '../agreement/index.ts';
import { ATTRIBUTIONS, type Axes, FINDINGS, RESOLUTIONS, STATUSES } from './axes.ts';
import { UNDECIDED } from './incident.ts';
import type { Author, Circumstances, Decided } from './needs.ts';
import { DEFAULT_RULES, type MissionRules, OFFICES } from './rules.ts';
import type { Axis } from './transitions.ts';

/** Written from the field's words, apart from the table that it tests: a row for each state, x where the step is legal. */
export const LEGAL: { readonly [axis in Axis]: string } = {
  status: `
    alleged           . x . . . .
    under inquiry     . . x . x x
    corroborated      . x . x x x
    verified          . x . . . .
    refuted           . x . . . .
    unable to verify  . x . . . .`,
  attribution: `
    undetermined      . x x x .
    claimed           x . x x x
    admitted          x . . x x
    assessed          x . . . x
    disputed          x . x x .`,
  finding: `
    none              . x x x x
    no violation      . x x x .
    violation         . x x x .
    inconclusive      . x x x x
    not adopted       . x x x x`,
  resolution: `
    open              . x . . . x
    at tier           . x x . x x
    agreed remedy     . x . x . x
    remedied          . x . . . .
    deadlocked        . x x . . x
    lapsed            . x . . . .`,
};
/** The states of each axis, in the order of the columns. */
export const STATES: { readonly [axis in Axis]: readonly string[] } = {
  status: STATUSES,
  attribution: ATTRIBUTIONS,
  finding: FINDINGS,
  resolution: RESOLUTIONS,
};
const AXES = Object.keys(LEGAL) as Axis[];

/** A step with whether it is legal. */
export interface Row {
  readonly axis: Axis;
  readonly from: string;
  readonly to: string;
  readonly legal: boolean;
}

/** Every pair of states on every axis. */
export const ROWS: readonly Row[] = AXES.flatMap((axis) =>
  LEGAL[axis]
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [from = '', marks = ''] = line.trim().split(/ {2,}/);
      return marks
        .split(' ')
        .map((mark, at) => ({ axis, from, to: STATES[axis][at] ?? '', legal: mark === 'x' }));
    }),
);

const CLAUSE = { agreement: 'truce', version: 1, clause: '1', words: `sha256:${'0'.repeat(64)}` };
const COMMISSION: Constitution = { members: [] };
export const ANYONE: Author = {
  subject: 'commission',
  party: false,
  offices: new Set(OFFICES),
  body: COMMISSION,
};
const CLAUSES = [{ id: '1', anchor: { words: CLAUSE.words } }] as unknown as Agreement['clauses'];
export const RULES: MissionRules = { ...DEFAULT_RULES, title: 'Real' };

/** Two origins, one clause on record, no rule but the defaults. */
export function circumstances(axes: Axes, change: Partial<Circumstances> = {}): Circumstances {
  return {
    rules: RULES,
    axes,
    origins: 2,
    authors: new Set(['post-3']),
    textOn: (agreement) => (agreement === 'truce' ? { version: 1, clauses: CLAUSES } : undefined),
    competent: () => new Map([['commission', COMMISSION]]),
    ...change,
  };
}

/** Axes that stand at a state, with nothing resting on them. */
export function standingAt(axis: Axis, state: string): Axes {
  if (axis === 'finding')
    return state === 'none'
      ? { ...UNDECIDED, status: 'verified' }
      : ({
          ...UNDECIDED,
          status: 'verified',
          finding: state,
          findings: [{ ...CLAUSE, finding: state, by: 'commission', on: '2026-11-20T00:00:00Z' }],
        } as Axes);
  const tier = axis === 'resolution' && state !== 'open' ? { tier: 1, since: '2026-11-20T00:00:00Z' } : {};
  const status = axis === 'attribution' ? { status: 'verified' } : {};
  const verifying = state === 'corroborated' ? { verifying: 'duty-1' } : {};
  return { ...UNDECIDED, ...status, ...tier, ...verifying, [axis]: state } as Axes;
}

/** Everything that any step needs. */
export function everything(axis: Axis, from: string, to: string): { readonly [field: string]: unknown } {
  const tier = from === 'open' ? 1 : from === 'at tier' ? 2 : 1;
  const all = {
    status: { status: to, reason: 'seen on the spot', unable: 'access' },
    attribution: {
      attribution: to,
      reason: 'r',
      party: 'north',
      saidBy: 'south',
      basis: 'crater',
      confidence: 0.8,
    },
    finding: { finding: to, ...CLAUSE, class: 'grave', reason: 'r', vote: { for: { north: 1, south: 1 } } },
    resolution: {
      resolution: to,
      reason: 'r',
      tier,
      remedy: 'withdraw',
      proof: ['a'],
      vote: { for: { north: 1 } },
    },
  };
  return { incident: 'i', ...all[axis] };
}

/** A decision in entry 7. */
export function step(axis: Axis, body: object, change: Partial<Decided> = {}): Decided {
  return { axis, body, index: 7, at: Date.UTC(2026, 10, 20), author: ANYONE, ...change } as Decided;
}
