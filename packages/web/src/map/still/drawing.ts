import type { LayerSpecification } from 'maplibre-gl';
import type { Size } from '../camera.ts';
import { evaluated, type Looked } from './expression.ts';
import type { Shape, Sheet } from './shapes.ts';

/** A picture for the map, and how many of its pixels make one of the page. */
export interface Picture {
  readonly image: CanvasImageSource & { readonly width: number; readonly height: number };
  readonly ratio: number;
}

/** What the layers of a map are drawn from. */
export interface Drawing {
  readonly layers: readonly LayerSpecification[];
  readonly size: Size;
  readonly zoom: number;
  /** What a source has, or one layer of its tiles. */
  readonly sheets: (source: string, layer: string | undefined) => readonly Sheet[];
  readonly picture: (name: string) => Picture | undefined;
}

type Pen = CanvasRenderingContext2D;
type Say = (name: string, otherwise: unknown) => unknown;

/** Draws the layers of a map, from the paper up, as the engine would: the same layers say to both what is drawn how. */
export function drawLayers(pen: Pen, { layers, size, zoom, sheets, picture }: Drawing): void {
  for (const layer of layers) {
    const { paint = {}, layout = {}, filter, source, 'source-layer': part } = layer as Loose;
    if (layer.type === 'background') {
      pen.fillStyle = String(paint['background-color']);
      pen.fillRect(0, 0, size.width, size.height);
      continue;
    }
    const draw = PENS[layer.type];
    if (draw === undefined || source === undefined) throw new Error(`no pen for ${layer.type}`);
    for (const { shapes, within } of sheets(source, part)) {
      pen.save();
      // Points stand over the edge of their tile, as their pictures do.
      if (within !== undefined && draw !== dot && draw !== icon) {
        pen.beginPath();
        pen.rect(...within);
        pen.clip();
      }
      for (const shape of layer.type === 'symbol' ? fromTheTop(shapes) : shapes) {
        const looked: Looked = { properties: shape.properties, geometry: shape.geometry, zoom };
        if (filter !== undefined && evaluated(filter, looked) !== true) continue;
        const say: Say = (name, otherwise) => evaluated(paint[name] ?? layout[name] ?? otherwise, looked);
        draw(pen, shape, say, picture);
      }
      pen.restore();
    }
  }
}

/** A layer, whatever its type. */
interface Loose {
  readonly paint?: { readonly [name: string]: unknown };
  readonly layout?: { readonly [name: string]: unknown };
  readonly filter?: unknown;
  readonly source?: string;
  readonly 'source-layer'?: string;
}

const PENS: {
  readonly [type: string]: (pen: Pen, shape: Shape, say: Say, picture: Drawing['picture']) => void;
} = {
  fill: area,
  line: stroke,
  circle: dot,
  symbol: icon,
};

function area(pen: Pen, { parts }: Shape, say: Say): void {
  pen.globalAlpha = Number(say('fill-opacity', 1));
  pen.fillStyle = String(say('fill-color', '#000'));
  // Each by itself: where two lie on each other they are darker, as with the engine.
  for (const rings of parts) {
    pen.beginPath();
    for (const ring of rings) trace(pen, ring);
    pen.fill('evenodd');
  }
}

function stroke(pen: Pen, { geometry, parts }: Shape, say: Say): void {
  const width = Number(say('line-width', 1));
  pen.globalAlpha = Number(say('line-opacity', 1));
  pen.strokeStyle = String(say('line-color', '#000'));
  pen.lineWidth = width;
  pen.lineJoin = say('line-join', 'miter') as CanvasLineJoin;
  pen.lineCap = say('line-cap', 'butt') as CanvasLineCap;
  // Lengths of dashes are in widths of the line.
  pen.setLineDash((say('line-dasharray', []) as readonly number[]).map((length) => length * width));
  pen.beginPath();
  for (const line of parts.flat()) {
    trace(pen, line);
    if (geometry === 'Polygon') pen.closePath();
  }
  pen.stroke();
}

function dot(pen: Pen, { parts }: Shape, say: Say): void {
  const radius = Number(say('circle-radius', 5));
  const edge = Number(say('circle-stroke-width', 0));
  pen.fillStyle = String(say('circle-color', '#000'));
  pen.strokeStyle = String(say('circle-stroke-color', '#000'));
  pen.lineWidth = edge;
  for (const [x, y] of parts.flat(2)) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.globalAlpha = Number(say('circle-opacity', 1));
    pen.fill();
    if (edge === 0) continue;
    // The edge stands around the dot.
    pen.beginPath();
    pen.arc(x, y, radius + edge / 2, 0, 2 * Math.PI);
    pen.globalAlpha = Number(say('circle-stroke-opacity', 1));
    pen.stroke();
  }
}

function icon(pen: Pen, { parts }: Shape, say: Say, picture: Drawing['picture']): void {
  const found = picture(String(say('icon-image', '')));
  if (found === undefined) return;
  const { image, ratio } = found;
  const scale = Number(say('icon-size', 1)) / ratio;
  const [width, height] = [image.width * scale, image.height * scale];
  const [aside, up] = say('icon-anchor', 'center') === 'bottom-left' ? [0, height] : [width / 2, height / 2];
  for (const [x, y] of parts.flat(2)) pen.drawImage(image, x - aside, y - up, width, height);
}

/** What stands lower stands over what stands higher. */
function fromTheTop(shapes: readonly Shape[]): readonly Shape[] {
  const heightOf = ({ parts }: Shape) => parts[0]?.[0]?.[0]?.[1] ?? 0;
  return shapes.toSorted((a, b) => heightOf(a) - heightOf(b));
}

function trace(pen: Pen, line: Shape['parts'][number][number]): void {
  for (const [at, [x, y]] of line.entries())
    if (at === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
}
