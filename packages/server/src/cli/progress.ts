import type { Io } from './command.ts';

/** Shows how far long work has come; silent where nobody watches. */
export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

const WIDTH = 30;
const INTERVAL_MS = 100;

/** A bar on stderr such as `verifying  [##########----------]  33 %  412,000 of 1,250,000`. */
export function progressBar(io: Io, label: string): Progress {
  let last = 0;
  let shown = false;
  return {
    update(done, total) {
      if (!io.interactive || (io.now() - last < INTERVAL_MS && done < total)) return;
      last = io.now();
      shown = true;
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const full = Math.round(share * WIDTH);
      const bar = '#'.repeat(full) + '-'.repeat(WIDTH - full);
      const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
      io.err(`\r${label}  [${bar}]  ${String(Math.floor(share * 100)).padStart(3)} %  ${count}\u001b[K`);
    },
    end() {
      if (shown) io.err('\n');
    },
  };
}
