import { boundsIn, type Pixel, type View } from '../../../map/camera.ts';
import { type Features, NOTHING } from '../../../map/geojson.ts';
import { graticuleFeatures } from '../../../map/graticule-features.ts';
import type { Land } from '../../../map/land.ts';
import type { Palette } from '../../../map/palette.ts';
import { PICTURE_RATIO } from '../../../map/pictures.ts';
import { drawLayers, type Picture } from '../../../map/still/drawing.ts';
import { layerOf, type Sheet, sheetOf } from '../../../map/still/shapes.ts';
import { layersOf, picturesOf } from '../layers.ts';
import type { StillTiles } from './use-still-tiles.ts';

/** What a still map shows. */
export interface StillShown {
  readonly view: View;
  /** What the view sets itself, by source. */
  readonly sources: { readonly [source: string]: Features };
  readonly land: Land | undefined;
  readonly tiles: StillTiles | undefined;
}

/** Draws the map of the situation on a canvas, in the colours of the page at this moment. */
export function drawStill(canvas: HTMLCanvasElement, palette: Palette, shown: StillShown): void {
  const { view, sources, land, tiles } = shown;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(ratio, ratio);
  const set: { readonly [source: string]: Features } = {
    ...sources,
    coast: land?.coast ?? NOTHING,
    borders: land?.borders ?? NOTHING,
    graticule: graticuleFeatures(boundsIn(view)),
  };
  const sheetsOf = (source: string, layer: string | undefined): readonly Sheet[] =>
    layer === undefined
      ? [sheetOf(set[source] ?? NOTHING, view)]
      : (tiles?.tiles ?? []).map(({ tile, content }) => layerOf(content, tile, layer, view));
  // Most of it is drawn twice, as an area and as its edge.
  const made = new Map<string, readonly Sheet[]>();
  const sheets = (source: string, layer: string | undefined): readonly Sheet[] => {
    const known = made.get(`${source} ${layer}`) ?? sheetsOf(source, layer);
    made.set(`${source} ${layer}`, known);
    return known;
  };
  drawLayers(pen, {
    ...{ layers: layersOf(palette), size: view, zoom: view.zoom, sheets },
    picture: pictureIn(palette),
  });
}

function pictureIn(palette: Palette): (name: string) => Picture | undefined {
  const pictures = picturesOf(palette);
  const drawn = new Map<string, Picture>();
  return (name) => {
    const known = drawn.get(name);
    const image = known === undefined ? pictures.get(name)?.() : undefined;
    if (image !== undefined) drawn.set(name, { image, ratio: PICTURE_RATIO });
    return drawn.get(name);
  };
}

/** What a pointer means: one incident, or a place where there are too many to tell apart. */
export type Meant = { readonly incident: string } | { readonly crowd: Pixel };

/** What happened within so many pixels of one, on a still map; of several incidents the nearest. */
export function meantAt({ view, tiles }: StillShown, [x, y]: Pixel, reach: number): Meant | undefined {
  let [found, least]: [Meant | undefined, number] = [undefined, reach];
  for (const layer of ['incidents', 'density'] as const) {
    for (const { tile, content } of tiles?.tiles ?? [])
      for (const { parts, properties } of layerOf(content, tile, layer, view).shapes)
        for (const [left, top] of parts.flat(2)) {
          const far = Math.max(Math.abs(left - x), Math.abs(top - y));
          if (far > least) continue;
          least = far;
          found = layer === 'incidents' ? { incident: String(properties.id) } : { crowd: [left, top] };
        }
    if (found !== undefined) return found;
  }
  return undefined;
}
