/** Whether an incident is fire, as its kind, phase and weapon say, with the reason; or which fact is missing. */
export type Activity =
  | { readonly fire: 'yes' | 'no'; readonly because: string }
  | { readonly fire: 'unknown'; readonly missing: string; readonly because: string };

const IS_FIRE: ReadonlySet<string> = new Set([
  'shot',
  'artillery-fire',
  'mortar-fire',
  'mlrs-fire',
  'tank-fire',
  'small-arms-fire',
  'fire-on-monitors',
]);

/** What may be fire or something else: a mine, a demining charge, a blast at a depot, an exercise without live rounds. */
const MAY_BE_FIRE: ReadonlySet<string> = new Set([
  'explosion',
  'burst',
  'projectile',
  'other',
  'casualty',
  'damage',
]);

/** Kinds of report that are fire, or may be. */
export const FIRE_KINDS: readonly string[] = [...IS_FIRE, ...MAY_BE_FIRE];

const ENDS_OF_FIRE: ReadonlySet<string> = new Set(['outgoing', 'impact', 'in-flight']);

/** Decides by the kind alone where it is enough, and otherwise by which end of a shot the source perceived. */
export function whetherFire(incident: { readonly kind: string; readonly phase?: string }): Activity {
  const { kind, phase } = incident;
  if (IS_FIRE.has(kind)) return { fire: 'yes', because: `activity: ${kind} is fire` };
  if (!MAY_BE_FIRE.has(kind)) return { fire: 'no', because: `activity: ${kind} is not fire` };
  if (phase !== undefined && ENDS_OF_FIRE.has(phase))
    return {
      fire: 'yes',
      because: `activity: ${kind} perceived as ${phase} is fire, as the source states it`,
    };
  return {
    fire: 'unknown',
    missing: 'phase',
    because: `activity: ${kind} may be fire or not; missing is the phase (outgoing, impact or in-flight)`,
  };
}
