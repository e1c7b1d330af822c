import type { Json } from '@armistice/core/record';

/** A figure of a bulletin in one line: best first, its range in brackets as reports have it; whatever has more parts as it stands. */
export function figureText(figure: Json | undefined): string {
  if (figure === undefined || figure === null) return '–';
  if (typeof figure !== 'object') return String(figure);
  if (Array.isArray(figure)) return JSON.stringify(figure);
  const { min, best, max, ...rest } = figure as { readonly [name: string]: Json };
  if (typeof best === 'number' && Object.keys(rest).length === 0)
    return min === max ? String(best) : `${best} (${String(min)}–${String(max)})`;
  return Object.entries(figure)
    .map(([name, value]) => `${name}: ${figureText(value)}`)
    .join('; ');
}
