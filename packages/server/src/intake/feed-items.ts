import { SaxesParser } from 'saxes';
import { openText } from './text-encoding.ts';

// Items of an RSS 2.0 feed, one after the other: a feed of any length needs the memory of its longest item, and an item
// that is not well-formed costs no other.

/** An item as it stands in the feed. */
export interface FeedItem {
  /** The line that it begins on. */
  readonly line: number;
  readonly raw: string;
  readonly tooLong: boolean;
}

/** A feed that was opened: what stands before its first item, and its items, once. */
export interface Feed {
  readonly prolog: string;
  readonly items: AsyncIterable<FeedItem>;
}

const MAX_ITEM = 4 * 1024 * 1024;
const SHOWN = 8 * 1024;
const OPEN = /<item(?=[\s>/])/;
const CLOSE = '</item>';
const CDATA = ['<![CDATA[', ']]>'] as const;

/** Opens a feed. */
export async function openFeed(source: AsyncIterable<Uint8Array>): Promise<Feed> {
  const opened = await openText(source, 'utf-8');
  const pieces = opened.pieces[Symbol.asyncIterator]();
  const reader = new FeedReader(pieces, opened.encoding);
  return { prolog: await reader.prolog(), items: reader.items() };
}

class FeedReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #decoder: TextDecoder | undefined;
  readonly #encoding: string;
  #text = '';
  #line = 1;
  #ended = false;

  constructor(pieces: AsyncIterator<Uint8Array>, encoding: string) {
    [this.#pieces, this.#encoding] = [pieces, encoding];
  }

  /** Reads more; false at the end. */
  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.#pieces.next();
    this.#decoder ??= new TextDecoder(next.done === true ? 'utf-8' : declared(next.value, this.#encoding));
    this.#ended = next.done === true;
    this.#text +=
      next.done === true ? this.#decoder.decode() : this.#decoder.decode(next.value, { stream: true });
    return true;
  }

  #take(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    for (let at = taken.indexOf('\n'); at >= 0; at = taken.indexOf('\n', at + 1)) this.#line += 1;
    return taken;
  }

  async prolog(): Promise<string> {
    let prolog = '';
    while (!OPEN.test(this.#text)) {
      // The beginning of "<item" may stand at the end of a piece.
      const kept = Math.max(0, this.#text.length - 8);
      if (prolog.length < SHOWN) prolog += this.#take(kept);
      else this.#take(kept);
      if (!(await this.#more())) return prolog + this.#take(this.#text.length);
    }
    return prolog + this.#take(this.#text.search(OPEN));
  }

  async *items(): AsyncGenerator<FeedItem> {
    for (;;) {
      const start = this.#text.search(OPEN);
      if (start < 0) {
        this.#take(Math.max(0, this.#text.length - 8));
        if (!(await this.#more())) return;
        continue;
      }
      this.#take(start);
      const line = this.#line;
      const length = await this.#lengthOfItem();
      if (length > MAX_ITEM) yield { line, raw: this.#take(MAX_ITEM).slice(0, SHOWN), tooLong: true };
      else yield { line, raw: this.#take(length), tooLong: false };
    }
  }

  /** Characters up to the end of the item that the text begins with; more than allowed where it has no end in time. */
  async #lengthOfItem(): Promise<number> {
    let at = 0;
    for (;;) {
      const close = this.#text.indexOf(CLOSE, at);
      const cdata = this.#text.indexOf(CDATA[0], at);
      const inside = cdata >= 0 && (close < 0 || cdata < close);
      const end = inside ? this.#text.indexOf(CDATA[1], cdata) : close;
      if (end >= 0 && !inside) return end + CLOSE.length;
      if (end >= 0) at = end;
      else if (this.#text.length > MAX_ITEM) return MAX_ITEM + 1;
      else if (!(await this.#more())) return this.#text.length;
      else if (!inside) at = Math.max(0, at - CLOSE.length);
    }
  }
}

/** The encoding that the XML declaration names, unless a byte order mark has said it. */
function declared(first: Uint8Array, encoding: string): string {
  const head = new TextDecoder('latin1').decode(first.subarray(0, 200));
  const named = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
  try {
    return new TextDecoder(named ?? encoding).encoding;
  } catch {
    return encoding;
  }
}

/** Text of the elements of an item by their names, the first of each name; or what is wrong with it. */
export type ItemFields = { readonly fields: ReadonlyMap<string, string> } | { readonly problem: string };

/** Takes an item apart. No entity is ever fetched or expanded but the five of XML. */
export function readItem(raw: string): ItemFields {
  const fields = new Map<string, string>();
  const path: string[] = [];
  let text = '';
  const parser = new SaxesParser({ xmlns: false });
  let problem: string | undefined;
  parser.on('error', (error) => {
    problem ??= error.message;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
  });
  const add = (more: string) => {
    text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ name }) => {
    if (path.length === 2 && !fields.has(name)) fields.set(name, text.trim());
    path.pop();
  });
  parser.write(raw).close();
  return problem === undefined ? { fields } : { problem };
}
