/** Pictures for a map by their names, each drawn when it is asked for. */
export type Pictures = ReadonlyMap<string, () => HTMLCanvasElement>;

/** Pixels of a picture to one of the page. */
export const PICTURE_RATIO = 2;

/** A square picture as a pen draws it. */
export function drawnPicture(
  pixels: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = pixels;
  const pen = canvas.getContext('2d');
  if (pen !== null) draw(pen);
  return canvas;
}

/** All of them as the map engine takes them. */
export function imagesIn(pictures: Pictures): readonly (readonly [name: string, image: ImageData])[] {
  return [...pictures].flatMap(([name, drawn]) => {
    const canvas = drawn();
    const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return image === undefined ? [] : [[name, image] as const];
  });
}
