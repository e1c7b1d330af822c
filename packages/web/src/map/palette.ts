/** Colours of the map, as the page's own stylesheet has them at this moment. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly accent: string;
  /** By the place of a party in alphabetical order; the last is for what is no party's. */
  readonly parties: readonly string[];
}

/** Reads the colours of the page: they differ in light, in dark and in print. */
export function readPalette(within: HTMLElement): Palette {
  const probe = document.createElement('i');
  probe.hidden = true;
  within.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    paper: colour('--map-paper'),
    ink: colour('--ink'),
    quiet: colour('--quiet'),
    grid: colour('--map-grid'),
    accent: colour('--accent'),
    parties: ['--party-0', '--party-1', '--party-2', '--party-3'].map(colour),
  };
  probe.remove();
  return palette;
}

/** Ruled in one direction for each party, so that areas are told apart without colour; both ways for both. */
const RULINGS: readonly (readonly ('up' | 'down' | 'across' | 'upright')[])[] = [
  ['up'],
  ['down'],
  ['across'],
  ['upright'],
  ['up', 'down'],
];

export const BOTH = RULINGS.length - 1;
const SIZE = 24;

/** The name of the ruling of a party by its place, or of both. */
export function rulingName(place: number): string {
  return `ruling-${place}`;
}

/** Draws the rulings; each is an image that repeats without a seam. */
export function rulings(palette: Palette): ReadonlyMap<string, ImageData> {
  const images = new Map<string, ImageData>();
  for (const [place, ways] of RULINGS.entries()) {
    const canvas = document.createElement('canvas');
    canvas.width = SIZE;
    canvas.height = SIZE;
    const pen = canvas.getContext('2d');
    if (pen === null) continue;
    pen.strokeStyle = palette.parties[place] ?? palette.quiet;
    pen.lineWidth = 2.5;
    pen.beginPath();
    for (const way of ways)
      for (const shift of [-SIZE, 0, SIZE]) {
        if (way === 'up') line(pen, shift, SIZE, shift + SIZE, 0);
        else if (way === 'down') line(pen, shift, 0, shift + SIZE, SIZE);
        else if (way === 'across') line(pen, 0, SIZE / 2, SIZE, SIZE / 2);
        else line(pen, SIZE / 2, 0, SIZE / 2, SIZE);
      }
    pen.stroke();
    images.set(rulingName(place), pen.getImageData(0, 0, SIZE, SIZE));
  }
  return images;
}

function line(pen: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
}
