import { formatPromisedEntry, nodesFromLeaves, rangeHash, splitOf, toBase64 } from '@armistice/core/record';

/** The promises of a batch, each made when it is asked for by its place there; it holds hashes, and nothing of the entries. */
export class BatchPromises {
  readonly #first: number;
  readonly #hashes: Uint8Array;
  readonly #note: string;
  readonly #noteJson: string;
  #paths: readonly string[] | undefined;

  /** `first` is the index of the first entry; `hashes` are all leaf hashes, 32 bytes each; `note` is the signed one. */
  constructor(first: number, hashes: Uint8Array, note: string) {
    this.#first = first;
    this.#hashes = hashes;
    this.#note = note;
    this.#noteJson = asciiJson(note);
  }

  /** The file to keep (docs/formats/promise.md). */
  text(place: number): string {
    return this.#until(place, this.#note);
  }

  /** The same as a JSON string. One character beyond Latin-1, as every note has, would double what a text takes in memory. */
  json(place: number): string {
    return `${JSON.stringify(this.#until(place, '')).slice(0, -1)}${this.#noteJson.slice(1)}`;
  }

  #until(place: number, note: string): string {
    this.#paths ??= pathsIn(this.#hashes);
    const leaf = this.#hashes.subarray(place * 32, place * 32 + 32);
    return formatPromisedEntry({ index: this.#first + place, leaf }, this.#paths[place] as string, note);
  }
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The path of every leaf of a batch, from its sibling up, a hash a line: neighbours share what lies above both, so each node is written once. */
function pathsIn(hashes: Uint8Array): string[] {
  const nodes = nodesFromLeaves(hashes);
  const line = (from: number, to: number) => `${toBase64(rangeHash({ from, to }, nodes))}\n`;
  const paths: string[] = [];
  const walk = (from: number, to: number, above: string): void => {
    if (to - from === 1) {
      paths.push(above);
      return;
    }
    const middle = from + splitOf(to - from);
    walk(from, middle, line(middle, to) + above);
    walk(middle, to, line(from, middle) + above);
  };
  walk(0, hashes.length / 32, '');
  return paths;
}
