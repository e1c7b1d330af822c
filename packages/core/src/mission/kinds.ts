// Words of the field, as data. A mission may add its own; what is not listed is refused, so that a slip does not vanish.

/** What a Report can be about. */
export const KINDS = [
  'explosion',
  'burst',
  'shot',
  'projectile',
  'flare',
  'artillery-fire',
  'mortar-fire',
  'mlrs-fire',
  'tank-fire',
  'small-arms-fire',
  'uav-flight',
  'aircraft-flight',
  'presence',
  'movement',
  'fortification',
  'mine',
  'exercise',
  'demining',
  'access',
  'jamming',
  'fire-on-monitors',
  'casualty',
  'damage',
  'detention',
  'notification',
  'other',
] as const;

/** Kinds that last: their interval is a stretch, not the bounds of one moment. */
export const LASTING_KINDS: ReadonlySet<string> = new Set(['presence', 'movement', 'jamming', 'access']);

/** How a source came to know. */
export const MEANS = [
  'seen',
  'heard',
  'camera',
  'uav',
  'acoustic',
  'seismic',
  'radar',
  'satellite',
  'told',
  'media',
  'document',
] as const;

/** Which end of a shot was perceived. */
export const PHASES = ['outgoing', 'impact', 'in-flight', 'undetermined'] as const;
