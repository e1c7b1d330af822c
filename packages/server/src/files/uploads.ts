import { createHash } from 'node:crypto';
import { Problem } from '../problems.ts';
import { noteSender } from '../record/attachment-senders.ts';
import { attachmentsIn, destroySealed, keepSealed } from '../record/attachments.ts';
import type { Disk } from '../record/disk.ts';
import type { Log } from '../record/log.ts';
import { exclusive } from '../witness/exclusive.ts';

/** What one may send in a day, UTC: some forty of the largest pictures. */
export const MOST_A_DAY = 500 * 1024 * 1024;
const DAY_MS = 86_400_000;
/** Pictures with the time at which they came, oldest first; who sent them does not stand here (attachment-senders.ts). */
const CAME = 'private/uploads.ndjson';

interface Came {
  /** Unix milliseconds. */
  readonly at: number;
  readonly sha256: string;
  readonly audience: string;
}

/** Pictures on their way into the record: how much of them one may send, and how long they wait for a report to name them. */
export class Uploads {
  readonly #disk: Disk;
  readonly #now: () => number;
  readonly #inTurn = exclusive();
  readonly #sent = new Map<string, number>();
  #day = 0;

  constructor(disk: Disk, now: () => number = Date.now) {
    this.#disk = disk;
    this.#now = now;
  }

  /** Counts what somebody, by their handle, sent today. Throws a problem where it is more than {@link MOST_A_DAY}. */
  count(handle: string, bytes: number): void {
    const today = Math.floor(this.#now() / DAY_MS);
    if (today !== this.#day) this.#sent.clear();
    this.#day = today;
    const sent = (this.#sent.get(handle) ?? 0) + bytes;
    if (sent > MOST_A_DAY)
      throw new Problem(
        'files/quota',
        `more than ${MOST_A_DAY / 2 ** 20} MiB of pictures came from you today`,
      );
    this.#sent.set(handle, sent);
  }

  /** Keeps a picture for those of an audience, and that somebody, by their handle, sent it. Answers its SHA-256. */
  keep(bytes: Uint8Array, audience: string, sender: string): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return this.#inTurn(async () => {
      // Noted first, and each time that it comes: what is kept is then always swept, and never too soon.
      const came: Came = { at: this.#now(), sha256, audience };
      await this.#disk.append(CAME, new TextEncoder().encode(`\n${JSON.stringify(came)}\n`), 0o600);
      await keepSealed(this.#disk, bytes, audience);
      await noteSender(this.#disk, { sha256, audience }, sender);
      return sha256;
    });
  }

  /** Destroys what came a day ago and more, and that no entry of the log names. Answers how many pictures. Safe to repeat. */
  async sweep(log: Pick<Log, 'readFrom'>): Promise<number> {
    const before = this.#now() - DAY_MS;
    const due = (await this.#came()).filter(({ at }) => at <= before);
    if (due.length === 0) return 0;
    const unnamed = new Set(due.map(({ sha256 }) => sha256));
    let seen = 0;
    const look = async () => {
      for await (const { index, body, withheld } of log.readFrom(seen)) {
        for (const { sha256 } of [...attachmentsIn(body), ...attachmentsIn(withheld)]) unnamed.delete(sha256);
        seen = index + 1;
      }
    };
    await look();
    return this.#inTurn(async () => {
      // Some were named, or came again, while the record was read.
      await look();
      const left = (await this.#came()).filter(({ at }) => at > before);
      for (const { sha256 } of left) unnamed.delete(sha256);
      const doomed = due.filter(({ sha256 }) => unnamed.has(sha256));
      for (const { audience, sha256 } of doomed) await destroySealed(this.#disk, audience, sha256);
      const lines = left.map((one) => `${JSON.stringify(one)}\n`).join('');
      await this.#disk.replace(CAME, new TextEncoder().encode(lines), 0o600);
      return new Set(doomed.map(({ sha256 }) => sha256)).size;
    });
  }

  async #came(): Promise<readonly Came[]> {
    const bytes = await this.#disk.read(CAME);
    return new TextDecoder()
      .decode(bytes)
      .split('\n')
      .flatMap((line) => cameIn(line));
  }
}

/** None of an empty line, nor of one that a crash cut short: its picture was not kept. */
function cameIn(line: string): readonly Came[] {
  try {
    return [JSON.parse(line) as Came];
  } catch {
    return [];
  }
}
