/** A count as people read it: `1,234`. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A count with its noun: `1 entry`, `1,234 entries`. */
export function entries(value: number): string {
  return `${count(value)} ${value === 1 ? 'entry' : 'entries'}`;
}

const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** A time span in its largest whole unit: `3 minutes`, `1 day`. */
export function span(seconds: number): string {
  const [name, unit] = UNITS.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
  const whole = Math.floor(seconds / unit);
  return `${whole} ${name}${whole === 1 ? '' : 's'}`;
}

/** How long ago something was, by this machine's clock; says so where the two clocks contradict each other. */
export function age(unixSeconds: number, nowMilliseconds: number): string {
  const seconds = Math.floor(nowMilliseconds / 1000) - unixSeconds;
  // Witnesses' clocks are not ours: below a minute ahead is ordinary.
  if (seconds < -60) return `dated ${span(-seconds)} ahead of this machine's clock`;
  return seconds < 1 ? 'just now' : `${span(seconds)} ago`;
}

/** UTC to the second, for people. */
export function moment(unixMilliseconds: number): string {
  return `${new Date(unixMilliseconds).toISOString().slice(0, 19)}Z`;
}
