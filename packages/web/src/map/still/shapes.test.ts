import { PbfWriter } from 'pbf';
import { expect, test } from 'vitest';
import { layerOf, tileFrom } from './shapes.ts';

/** A tile with one point, whose geometry is given as the commands of the format. */
function tileWith(geometry: readonly number[]): Uint8Array {
  const tile = new PbfWriter();
  tile.writeMessage(
    3,
    (_, layer) => {
      layer.writeVarintField(15, 2);
      layer.writeStringField(1, 'incidents');
      layer.writeVarintField(5, 4096);
      layer.writeMessage(
        2,
        (_, feature) => {
          feature.writeVarintField(3, 1);
          feature.writePackedVarint(4, [...geometry]);
        },
        undefined,
      );
    },
    undefined,
  );
  return tile.finish();
}

test('a tile is read whole, and lies where its number says', () => {
  const tile = tileFrom(tileWith([9, 2 * 2048, 2 * 1024]));
  const view = { longitude: 0, latitude: 0, zoom: 1, width: 1024, height: 1024 };
  const { shapes, within } = layerOf(tile, { z: 1, x: 1, y: 0, turn: 0 }, 'incidents', view);
  expect(within).toEqual([512, 0, 512, 512]);
  expect(shapes).toEqual([{ geometry: 'Point', properties: {}, parts: [[[[768, 128]]]] }]);
  expect(layerOf(tile, { z: 1, x: 1, y: 0, turn: 0 }, 'density', view).shapes).toEqual([]);
});

test('a tile that is whole outside and damaged within is an error when it is read, not when it is drawn', () => {
  expect(() => tileFrom(tileWith([13, 0, 0]))).toThrow('unknown command 5');
  expect(() => tileFrom(tileWith([9, 2, 2]).subarray(0, 9))).toThrow();
});
