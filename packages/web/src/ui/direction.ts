const WINDS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
export type Wind = (typeof WINDS)[number];

/** The nearest of eight winds to a bearing in degrees from true north. */
export function windOf(bearing: number): Wind {
  const turns = (((bearing % 360) + 360) % 360) / 45;
  return WINDS[Math.round(turns) % 8] ?? 'n';
}
