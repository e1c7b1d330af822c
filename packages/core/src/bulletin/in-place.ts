import { isolated } from './labels/index.ts';

/** Signs by which a text turns what stands around it: embeddings, overrides and isolates of Unicode. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * The same data, with every text that would turn what stands around it in an isolate of its own. What holds no such text
 * is given back as it is, so that nothing else is printed otherwise.
 */
export function keptInPlace<T>(value: T): T {
  return kept(value) as T;
}

function kept(value: unknown): unknown {
  if (typeof value === 'string') return TURNING.test(value) ? isolated(value) : value;
  if (Array.isArray(value)) {
    const parts = value.map(kept);
    return parts.some((part, at) => part !== value[at]) ? parts : value;
  }
  if (typeof value !== 'object' || value === null || value instanceof Map || value instanceof Set)
    return value;
  const parts = Object.entries(value).map(([name, one]) => [name, one, kept(one)] as const);
  return parts.some(([, before, after]) => before !== after)
    ? Object.fromEntries(parts.map(([name, , after]) => [name, after]))
    : value;
}
