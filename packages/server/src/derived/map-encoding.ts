import { PbfWriter } from 'pbf';

// Mapbox Vector Tile 2.1, the part of it that is needed: https://github.com/mapbox/vector-tile-spec

/** Units from one edge of a tile to the other. */
export const EXTENT = 4096;

export type TileValue = string | number;

/** A point, or one ring without its last position, in units of the tile. */
export interface TileFeature {
  readonly type: 'point' | 'polygon';
  readonly positions: readonly (readonly [x: number, y: number])[];
  readonly properties: { readonly [name: string]: TileValue };
}

export interface TileLayer {
  readonly name: string;
  readonly features: readonly TileFeature[];
}

const MOVE = 1;
const LINE = 2;
const CLOSE = 7;

/** Writes a tile. Layers without features are left out. */
export function encodeTile(layers: readonly TileLayer[]): Uint8Array {
  const tile = new PbfWriter();
  for (const layer of layers) if (layer.features.length > 0) tile.writeMessage(3, writeLayer, layer);
  return tile.finish();
}

function writeLayer({ name, features }: TileLayer, pbf: PbfWriter): void {
  const keys = new Map<string, number>();
  const values = new Map<TileValue, number>();
  const numberIn = <T>(table: Map<T, number>, value: T): number => {
    const known = table.get(value);
    if (known !== undefined) return known;
    table.set(value, table.size);
    return table.size - 1;
  };
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, name);
  for (const { type, positions, properties } of features) {
    const tags = Object.entries(properties).flatMap(([key, value]) => [
      numberIn(keys, key),
      numberIn(values, value),
    ]);
    const geometry = commandsOf(type, positions);
    pbf.writeMessage(2, writeFeature, { type: type === 'point' ? 1 : 3, tags, geometry });
  }
  for (const key of keys.keys()) pbf.writeStringField(3, key);
  for (const value of values.keys()) pbf.writeMessage(4, writeValue, value);
  pbf.writeVarintField(5, EXTENT);
}

function writeFeature(
  feature: { readonly type: number; readonly tags: number[]; readonly geometry: number[] },
  pbf: PbfWriter,
): void {
  pbf.writePackedVarint(2, feature.tags);
  pbf.writeVarintField(3, feature.type);
  pbf.writePackedVarint(4, feature.geometry);
}

function writeValue(value: TileValue, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value);
  else if (Number.isSafeInteger(value) && value >= 0) pbf.writeVarintField(5, value);
  else pbf.writeDoubleField(3, value);
}

function commandsOf(type: TileFeature['type'], positions: TileFeature['positions']): number[] {
  const command = (id: number, count: number) => (count << 3) | id;
  const zigzag = (value: number) => (value << 1) ^ (value >> 31);
  const geometry: number[] = [];
  let [x, y] = [0, 0];
  for (const [place, [toX, toY]] of positions.entries()) {
    if (place === 0) geometry.push(command(MOVE, 1));
    if (place === 1) geometry.push(command(LINE, positions.length - 1));
    geometry.push(zigzag(toX - x), zigzag(toY - y));
    [x, y] = [toX, toY];
  }
  if (type === 'polygon') geometry.push(command(CLOSE, 1));
  return geometry;
}
