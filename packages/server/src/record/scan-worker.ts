import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type LogSource, scanBundle } from '@armistice/core/record';
import { parsePlainLeaf } from './plain-leaf.ts';
import type { ScanTask } from './scan-workers.ts';
import { openPart } from './seal.ts';

const { folders, audiences, size } = workerData as ScanTask;
// A worker has nothing else to do while it reads, and a synchronous read costs it a third.
const source: LogSource = {
  async read(path) {
    for (const folder of folders) {
      try {
        return readFileSync(join(folder, path));
      } catch (error) {
        if (!['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
          throw error;
      }
    }
    return undefined;
  },
};
const scanning = { size, audiences, open: openPart, values: false, parse: parsePlainLeaf };

parentPort?.on('message', (place: number) => {
  scanBundle(source, place, scanning).then(
    (scan) => {
      const buffers = [scan.hashes?.buffer, scan.times.buffer, scan.standing.buffer].filter(
        (one): one is ArrayBuffer => one instanceof ArrayBuffer,
      );
      parentPort?.postMessage({ place, scan }, buffers);
    },
    (error: unknown) => parentPort?.postMessage({ place, error: String(error) }),
  );
});
