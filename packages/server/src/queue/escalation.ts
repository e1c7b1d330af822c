import type { Incident } from '@armistice/core/mission';

// How likely it is that an incident is answered with another one: a declared rule, the same for everyone (docs/queue.md).
// It says which incident a person should look at first, and nothing else. No party is read by it.

/** Why an incident has points, with the figure that the words need. */
export interface RiskReason {
  readonly is: 'casualties' | 'fire-on-monitors' | 'heavy-weapon' | 'zone' | 'near';
  readonly points: number;
  /** Of what is near: how many other incidents. */
  readonly count?: number;
  /** Of a zone: the clause that speaks, as `agreement:clause`. */
  readonly clause?: string;
}

/** The risk of escalation, with its reasons: the weightiest first. */
export interface Risk {
  readonly level: RiskLevel;
  readonly points: number;
  readonly reasons: readonly RiskReason[];
}

export const RISK_LEVELS = ['high', 'raised', 'low'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** What the rule reads of an incident. */
export interface Weighed {
  readonly incident: Pick<Incident, 'kind' | 'weapon'>;
  /** The clause with a place by which a breach is indicated. */
  readonly zone?: string;
  /** Other incidents within {@link NEAR_METRES} and {@link NEAR_MS}, as far as they are counted. */
  readonly near: number;
}

export const NEAR_METRES = 5_000;
export const NEAR_MS = 86_400_000;
/** More than these near by add nothing. */
export const MANY_NEAR = 10;
const SOME_NEAR = 3;
/** Points from which a level begins. */
const HIGH = 5;
const RAISED = 2;

const HEAVY_KINDS: ReadonlySet<string> = new Set(['artillery-fire', 'mlrs-fire', 'tank-fire', 'mortar-fire']);
const HEAVY_CLASSES: ReadonlySet<string> = new Set([
  ...['artillery', 'gun', 'howitzer', 'mlrs', 'tank', 'mortar', 'missile', 'tactical-missile'],
  'heavy-weapon',
]);
const HEAVY_CALIBRE_MM = 100;

/** Kinds that weigh by themselves: they are never left out of the queue for want of room. */
export const GRAVE_KINDS: ReadonlySet<string> = new Set(['casualty', 'fire-on-monitors', ...HEAVY_KINDS]);

/** The risk of escalation of one incident, by the declared rule. */
export function riskOf(weighed: Weighed): Risk {
  const reasons = reasonsOf(weighed).toSorted((a, b) => b.points - a.points);
  const points = reasons.reduce((sum, one) => sum + one.points, 0);
  return { level: points >= HIGH ? 'high' : points >= RAISED ? 'raised' : 'low', points, reasons };
}

function reasonsOf({ incident, zone, near }: Weighed): readonly RiskReason[] {
  const reasons: RiskReason[] = [];
  const { kind } = incident;
  // How many is not asked: reports of shots may be of the same incident, and its count may be theirs.
  if (kind === 'casualty') reasons.push({ is: 'casualties', points: 5 });
  if (kind === 'fire-on-monitors') reasons.push({ is: 'fire-on-monitors', points: 5 });
  if (isHeavy(incident)) reasons.push({ is: 'heavy-weapon', points: 2 });
  if (zone !== undefined) reasons.push({ is: 'zone', points: 1, clause: zone });
  if (near >= SOME_NEAR) reasons.push({ is: 'near', points: near >= MANY_NEAR ? 2 : 1, count: near });
  return reasons;
}

function isHeavy({ kind, weapon }: Weighed['incident']): boolean {
  if (HEAVY_KINDS.has(kind)) return true;
  const { class: named, calibre } = (weapon ?? {}) as { readonly class?: string; readonly calibre?: number };
  return (named !== undefined && HEAVY_CLASSES.has(named)) || (calibre ?? 0) >= HEAVY_CALIBRE_MM;
}
