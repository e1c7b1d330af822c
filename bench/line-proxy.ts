import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** 400 kbit/s. */
const BYTES_A_SECOND = 50_000;
/** Half of the way there and back. */
const ONE_WAY_MS = 200;
/** So much goes at once: about what a line carries in a hundredth of a second. */
const PIECE = 500;

/** A server as it is reached over a poor line. */
export interface PoorLine {
  readonly url: string;
  /** Bytes that came to the browser so far, headers included. */
  sent(): number;
  close(): Promise<void>;
}

/**
 * Stands between a browser and a server as a poor line does: all connections share it, whoever made them. The browser's own slow
 * network leaves out what its workers ask for, which is where the map engine asks for its tiles.
 */
export async function lineTo(server: string): Promise<PoorLine> {
  const { hostname, port } = new URL(server);
  const down = new Way();
  const up = new Way();
  const open = new Set<Socket>();
  const proxy = createServer((browser) => {
    const there = connect(Number(port), hostname);
    for (const socket of [browser, there]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    carry(browser, there, up);
    carry(there, browser, down);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return {
    url: `http://${hostname}:${address.port}`,
    sent: () => down.carried,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => proxy.close(done));
    },
  };
}

/** One direction of the line. What is put in is carried in turns, a piece of each connection after the other. */
class Way {
  carried = 0;
  #free = 0;

  /** Until a piece has left. */
  async leaves(bytes: number): Promise<void> {
    const now = performance.now();
    this.#free = Math.max(now, this.#free) + (bytes / BYTES_A_SECOND) * 1000;
    this.carried += bytes;
    await wait(this.#free - now);
  }
}

function carry(from: Socket, to: Socket, way: Way): void {
  let before: Promise<unknown> = Promise.resolve();
  from.on('data', (bytes: Buffer) => {
    from.pause();
    before = before.then(async () => {
      for (let at = 0; at < bytes.length; at += PIECE) {
        const piece = bytes.subarray(at, at + PIECE);
        await way.leaves(piece.length);
        // What is under way does not hold back what comes after it.
        setTimeout(() => to.writable && to.write(piece), ONE_WAY_MS);
      }
      from.resume();
    });
  });
  from.on('end', () => {
    before = before.then(() => setTimeout(() => to.end(), ONE_WAY_MS));
  });
}
