/** One or many, as a list. */
export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** An event without its `each`. */
export function plainEvent(event: string): string {
  return event.startsWith('each ') ? event.slice(5) : event;
}
