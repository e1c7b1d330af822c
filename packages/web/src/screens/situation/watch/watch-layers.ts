import type { Palette } from '../../../map/palette.ts';
import { drawnPicture, type Pictures } from '../../../map/pictures.ts';
import type { Drawn } from './watch-features.ts';

// Who could see what, in ink alone: edges tell how much of the time, so that neither a colour nor a shade has to.

const DASHES: { readonly [drawn in Drawn]?: readonly number[] } = {
  part: [5, 2.5],
  none: [0.8, 2.4],
  unknown: [1, 6],
};
const SHADES: { readonly [drawn in Drawn]: number } = { whole: 0.03, part: 0.015, none: 0, unknown: 0 };
export const DRAWN_AS: readonly Drawn[] = ['whole', 'part', 'none', 'unknown'];

/** The areas that could be seen; to be put below the lines and zones of the agreements. */
export function sightLayersOf({ ink }: Palette) {
  return [
    {
      id: 'sight',
      type: 'fill',
      source: 'sight',
      paint: {
        'fill-color': ink,
        'fill-antialias': false,
        'fill-opacity': ['match', ['get', 'drawn'], ...Object.entries(SHADES).flat(), 0],
      },
    },
    ...DRAWN_AS.map((drawn) => ({
      id: `sight-${drawn}`,
      type: 'line',
      source: 'sight',
      filter: ['==', ['get', 'drawn'], drawn],
      paint: {
        'line-color': ink,
        // A hundred posts along one line lie on each other: quiet from afar, plain from near.
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 8, 0.22, 11, 0.6],
        'line-width': drawn === 'none' ? 1.6 : 1,
        ...(DASHES[drawn] === undefined ? {} : { 'line-dasharray': DASHES[drawn] }),
      },
    })),
  ];
}

/** The flags of who stood there; to be put below what happened. */
export function postLayersOf() {
  return [
    {
      id: 'posts',
      type: 'symbol',
      source: 'posts',
      layout: {
        'icon-image': ['concat', 'post-', ['get', 'drawn']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.4, 9, 0.55, 11, 0.85, 14, 1],
        // The foot of the pole is where the source stands.
        'icon-anchor': 'bottom-left',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ];
}

/** A flag on its pole, on a square of 20 by 20. */
const FLAG = 'M3 2H17V11H3Z';
const LOWER = 'M3 6.5H17V11H3Z';
const POLE = 'M3 1V19.5';
const CROSS = 'M5 4L15 9M15 4L5 9';
const PIXELS = 40;

/** Flags as pictures for the map, in the colours of the page. */
export function postPictures(ink: string, paper: string): Pictures {
  return new Map(
    DRAWN_AS.map((drawn) => [`post-${drawn}`, () => drawnPicture(PIXELS, flagPen(drawn, ink, paper))]),
  );
}

function flagPen(drawn: Drawn, ink: string, paper: string): (pen: CanvasRenderingContext2D) => void {
  return (pen) => {
    pen.scale(PIXELS / 20, PIXELS / 20);
    pen.fillStyle = drawn === 'whole' ? ink : paper;
    pen.strokeStyle = ink;
    pen.lineWidth = 1.8;
    pen.fill(new Path2D(FLAG));
    if (drawn === 'part') {
      pen.fillStyle = ink;
      pen.fill(new Path2D(LOWER));
    }
    pen.stroke(new Path2D(FLAG));
    pen.stroke(new Path2D(POLE));
    if (drawn === 'none') pen.stroke(new Path2D(CROSS));
  };
}

/** The same flag on the page. Its words stand beside it. */
export const FLAG_PATHS = { FLAG, LOWER, POLE, CROSS };
