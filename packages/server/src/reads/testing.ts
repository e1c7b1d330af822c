// Test-only.
import type { Disk } from '../record/disk.ts';

/** A disk that takes no more lines while it is full, and does everything else. */
export function diskThatFills(own: Disk, isFull: () => boolean): Disk {
  return new Proxy(own, {
    get(target, name) {
      if (name === 'append')
        return (...all: Parameters<Disk['append']>) =>
          isFull() ? Promise.reject(new Error('no space left on the disk')) : target.append(...all);
      const part: unknown = Reflect.get(target, name);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });
}
