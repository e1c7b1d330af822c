/** Where the tiles of what happened are; the map engine puts in which tile it wants. */
export function tilesAddress(query: string): string {
  return `${window.location.origin}/api/tiles/{z}/{x}/{y}.mvt?${query}`;
}

/** Where one of them is: the same address as the engine asks for, so that what came once is not sent again. */
export function tileAddress(
  query: string,
  { z, x, y }: { readonly [axis in 'z' | 'x' | 'y']: number },
): string {
  return tilesAddress(query).replace('{z}/{x}/{y}', `${z}/${x}/${y}`);
}
