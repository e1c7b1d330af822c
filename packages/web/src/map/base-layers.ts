import type { Palette } from './palette.ts';

/** Sources of what every map stands on. */
export const BASE = ['graticule', 'coast', 'borders'] as const;

/** The layers that every map stands on, from the paper up. Borders are thin and broken: whose ground it is, is for the agreement to say. */
export function baseLayersOf(palette: Palette) {
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': palette.paper } },
    {
      id: 'land',
      type: 'fill',
      source: 'coast',
      paint: { 'fill-color': palette.grid, 'fill-opacity': 0.35 },
    },
    {
      id: 'coast',
      type: 'line',
      source: 'coast',
      paint: { 'line-color': palette.quiet, 'line-width': 0.8, 'line-opacity': 0.7 },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      paint: {
        'line-color': palette.quiet,
        'line-width': 0.6,
        'line-dasharray': [4, 2],
        'line-opacity': 0.6,
      },
    },
    {
      id: 'graticule',
      type: 'line',
      source: 'graticule',
      paint: { 'line-color': palette.grid, 'line-width': 1 },
    },
  ];
}
