/** Of labels that would stand on each other, the first stays; the others come back when the map is nearer. */
export function keepApart(elements: readonly HTMLElement[]): void {
  const free = apart(elements.map((element) => element.getBoundingClientRect()));
  for (const [i, element] of elements.entries()) element.style.visibility = free[i] ? 'visible' : 'hidden';
}

/** The edges of a label, in whatever pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Which boxes have room: the first of those that would stand on each other, and none that would stand on what is `standing`. */
export function apart(boxes: readonly Box[], standing: readonly Box[] = []): readonly boolean[] {
  const taken = [...standing];
  return boxes.map((box) => {
    const free = taken.every(
      (one) => box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom,
    );
    if (free) taken.push(box);
    return free;
  });
}
