import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Size } from '../../map/camera.ts';

/** How large an element is within its border, also on paper; undefined until it is there. */
export function useSize(element: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const look = () => {
      const { clientWidth: width, clientHeight: height } = current;
      if (width > 0 && height > 0)
        setSize((before) =>
          before?.width === width && before.height === height ? before : { width, height },
        );
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(current);
    // Nobody tells of the size that it has on a sheet of paper, and what is not drawn at once is not printed.
    const print = window.matchMedia('print');
    const onPaper = () => flushSync(look);
    print.addEventListener('change', onPaper);
    return () => {
      watch.disconnect();
      print.removeEventListener('change', onPaper);
    };
  }, [element]);
  return size;
}
