import { once } from 'node:events';
import { createWriteStream, existsSync, statSync, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

/**
 * A file that is made at its first line and not before, written no faster than the disk takes it, and put in its place
 * when it is whole: until then it is `<name>.part`.
 */
export class LazyFile {
  readonly #path: string;
  readonly #head: () => string;
  readonly #tail: () => string;
  #stream: WriteStream | undefined;
  #failure: Error | undefined;

  constructor(path: string, head: () => string = () => '', tail: () => string = () => '') {
    [this.#path, this.#head, this.#tail] = [path, head, tail];
  }

  async write(text: string): Promise<void> {
    if (this.#stream === undefined) {
      // What was rejected may name people and places.
      const stream = createWriteStream(this.#written, { mode: 0o600 });
      this.#stream = stream;
      // A disk fails whenever it likes, also between two writes.
      stream.on('error', (error) => {
        this.#failure ??= error;
      });
      await once(stream, 'open');
      await this.#put(this.#head());
    }
    await this.#put(text);
  }

  /** A device or a pipe is written as it is. */
  get #written(): string {
    const special = existsSync(this.#path) && !statSync(this.#path).isFile();
    return special ? this.#path : `${this.#path}.part`;
  }

  async #put(text: string): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (text !== '' && this.#stream?.write(text) === false) await once(this.#stream, 'drain');
  }

  /** Puts the file in its place. Throws where the disk has refused any of it. */
  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#stream = undefined;
    if (this.#failure !== undefined) throw this.#failure;
    stream.end(this.#tail());
    await finished(stream);
    if (String(stream.path) !== this.#path) await rename(String(stream.path), this.#path);
  }

  /** Removes what was written of a file that is not whole. Does nothing after {@link LazyFile.close}. */
  async discard(): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#stream = undefined;
    stream.destroy();
    if (String(stream.path) !== this.#path) await rm(String(stream.path), { force: true });
  }
}
