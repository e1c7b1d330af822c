import {
  type Bulletin,
  bulletinOf,
  type Draft,
  documentOf,
  EDITION,
  type FileName,
  FORMATS,
  type Format,
  fileName,
  LANGUAGES,
  type Language,
  type OwnErratum,
  readFileName,
  textOf,
} from '@armistice/core/bulletin';
import {
  type BulletinEntry,
  type CountAnswer,
  type CountingRule,
  countUnder,
  figuresOf,
  hashText,
  type MissionState,
  newMissionState,
  readBy,
  type SuppressedAnswer,
  takeEntries,
  withheldFrom,
} from '@armistice/core/mission';
import {
  formatJson,
  hex,
  type Json,
  type LogSource,
  PUBLIC,
  parseSignedCheckpoint,
  type ReadEntry,
  readEntries,
} from '@armistice/core/record';
import { openPart } from '../record/seal.ts';
import { readRoot } from '../record/tree-reader.ts';
import { pdfOf, setsPdf } from './pdf.ts';
import { BulletinRefused } from './problems.ts';

const AT_ONCE = 1024;

/** How much of the record a draft is made of; all of it where neither is stated. */
export interface UpTo {
  /** UTC milliseconds: what came by then. */
  readonly cutoff?: number;
  /** So many entries. */
  readonly size?: number;
}

/** An entry that may be written, and what it says. */
export interface Drafted {
  readonly body: BulletinEntry;
  readonly model: Bulletin;
  /** Formats that cannot be made on this machine. */
  readonly without: readonly Format[];
}

/** A file made again, beside what the entry says that it hashes to. */
export interface Made {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly stated?: string;
  /** Observations that it lists. */
  readonly rows: number;
}

/**
 * Makes bulletins out of a record, by nothing but its first entries: server, command and whoever doubts them the same way.
 * The state that it folded last is kept, and goes on where a later one is asked for.
 */
export class Maker {
  readonly #source: LogSource;
  #kept: { readonly audience: string; readonly state: MissionState } | undefined;
  /** What was made last: its files are asked for one after the other. */
  #made: { readonly of: string; readonly model: Bulletin } | undefined;
  /** How often it was told to forget: what was begun before is not kept. */
  #forgotten = 0;

  constructor(source: LogSource) {
    this.#source = source;
  }

  /** Lets go of the state: it is as large as the mission. */
  forget(): void {
    this.#forgotten += 1;
    this.#kept = undefined;
    this.#made = undefined;
  }

  /** Entries under the newest checkpoint. */
  async published(): Promise<number> {
    const text = new TextDecoder().decode((await this.#source.read('checkpoint')) ?? new Uint8Array());
    const checkpoint = parseSignedCheckpoint(text);
    if (!checkpoint.ok) throw new BulletinRefused('bulletin/record', checkpoint.refusal.message);
    return checkpoint.value.size;
  }

  /** The state after so many entries, or after the last of them that came by a moment. */
  async #stateAt(size: number, audience: string, by = Number.POSITIVE_INFINITY): Promise<MissionState> {
    const kept = this.#kept;
    const begun = this.#forgotten;
    const goesOn = kept?.audience === audience && kept.state.size <= size && kept.state.at <= by;
    const state = goesOn ? kept.state : newMissionState();
    this.#kept = undefined;
    const audiences = readBy(audience).filter((one) => one !== PUBLIC);
    const reading = { size, from: state.size, audiences, open: openPart };
    let waiting: ReadEntry[] = [];
    if (state.size < size)
      for await (const entry of readEntries(this.#source, reading)) {
        const at = entry.leaf.type === 'open' ? entry.leaf.header.at : entry.leaf.sealed.at;
        if (at > by || entry.index >= size) break;
        waiting.push(entry);
        if (waiting.length < AT_ONCE) continue;
        takeEntries(state, waiting);
        waiting = [];
      }
    takeEntries(state, waiting);
    if (begun === this.#forgotten) this.#kept = { audience, state };
    return state;
  }

  async #treeOf(size: number, published: number): Promise<string> {
    return `sha256:${hex(await readRoot(size, published, (path) => this.#source.read(path)))}`;
  }

  /**
   * A draft over the record as it is, as it was at its cut-off, or of so many entries: the whole entry, and what it says.
   * Of the same input it is the same.
   */
  async draft(draft: Omit<Draft, 'size' | 'tree'>, audience: string, upTo: UpTo = {}): Promise<Drafted> {
    const published = await this.published();
    if (upTo.size !== undefined && upTo.size > published)
      throw new BulletinRefused(
        'bulletin/input',
        `its input is ${upTo.size} entries, and ${published} are published`,
      );
    const state = await this.#stateAt(upTo.size ?? published, audience, upTo.cutoff);
    const { size } = state;
    if (size === 0) throw new BulletinRefused('bulletin/input', 'nothing is on record before that cut-off');
    const input: Draft = { ...draft, size, tree: await this.#treeOf(size, published) };
    const model = modelOf(state, input, audience);
    const figures = figuresOf(state, input, audience);
    // A file that this machine cannot make is not named: whoever can makes it from the same input.
    const made = FORMATS.filter((format) => format !== 'pdf' || setsPdf());
    const files: { [name: string]: string } = {};
    for (const language of languagesOf(input))
      for (const format of made) {
        const name = { language, format };
        files[fileName(name)] = hashText(fileOf(model, name));
      }
    return {
      model,
      body: { ...input, ...(figures === undefined ? {} : { figures }), edition: EDITION, files },
      without: FORMATS.filter((format) => !made.includes(format)),
    };
  }

  /**
   * The first field in which an entry says otherwise than what is made of its own input; undefined where all that it states
   * comes out. What it leaves out is not asked about, nor a PDF where none can be set.
   */
  async differs(body: BulletinEntry, audience: string): Promise<string | undefined> {
    const { figures, tree, files, edition } = body;
    if (figures === undefined && tree === undefined && files === undefined) return undefined;
    if (edition !== undefined && edition !== EDITION) return 'edition';
    const published = await this.published();
    if (body.size > published) return 'size';
    if (tree !== undefined && tree !== (await this.#treeOf(body.size, published))) return 'tree';
    const model = await this.model(body, audience);
    if (figures !== undefined) {
      const state = await this.#stateAt(body.size, audience);
      const come = figuresOf(state, draftOf(body), audience) ?? null;
      if (formatJson(come) !== formatJson(figures)) return 'figures';
    }
    for (const [named, stated] of Object.entries(files ?? {})) {
      const read = readFileName(named);
      if (!read.ok || !languagesOf(body).includes(read.value.language)) return `files.${named}`;
      if (read.value.format === 'pdf' && !setsPdf()) continue;
      if (hashText(fileOf(model, read.value)) !== stated) return `files.${named}`;
    }
    return undefined;
  }

  /** What a published bulletin says, made again from the record. */
  async model(body: BulletinEntry, audience: string): Promise<Bulletin> {
    const of = JSON.stringify([audience, body]);
    if (this.#made?.of === of) return this.#made.model;
    const begun = this.#forgotten;
    const published = await this.published();
    if (body.size > published)
      throw new BulletinRefused(
        'bulletin/input',
        `its input is ${body.size} entries, and ${published} are published`,
      );
    const state = await this.#stateAt(body.size, audience);
    if (body.tree !== undefined && body.tree !== (await this.#treeOf(body.size, published)))
      throw new BulletinRefused(
        'bulletin/input',
        `the record is not the one that its input was: ${body.tree}`,
      );
    const model = modelOf(state, draftOf(body), audience);
    if (begun === this.#forgotten) this.#made = { of, model };
    return model;
  }

  /** One of its files, made again; with errata, as it stands after them: that is no file that its entry names. */
  async file(
    body: BulletinEntry,
    audience: string,
    name: FileName,
    errata: readonly OwnErratum[] = [],
  ): Promise<Made> {
    const model = await this.model(body, audience);
    const bytes = fileOf(errata.length === 0 ? model : { ...model, errata }, name);
    const stated = errata.length === 0 ? body.files?.[fileName(name)] : undefined;
    const rows = model.observations.length;
    return { bytes, hash: hashText(bytes), rows, ...(stated === undefined ? {} : { stated }) };
  }

  /** The same stretch and input, counted under another rule. */
  async recount(
    body: BulletinEntry,
    audience: string,
    rule: CountingRule,
  ): Promise<CountAnswer | SuppressedAnswer> {
    const state = await this.#stateAt(body.size, audience);
    const { from, to, area } = body;
    const query = { rule, audience, from: Date.parse(from), to: Date.parse(to) };
    const counted = countUnder(state, { ...query, ...(area === undefined ? {} : { area }) });
    return withheldFrom(state, counted, rule);
  }

  /** What the figures of a bulletin come to over everything published by now: for its erratum. */
  async now(body: BulletinEntry, audience: string): Promise<Json | undefined> {
    return figuresOf(await this.#stateAt(await this.published(), audience), body, audience);
  }

  /** What its figures came to over its own input: one that is held back states none in its entry. */
  async atFirst(body: BulletinEntry, audience: string): Promise<Json | undefined> {
    return figuresOf(await this.#stateAt(body.size, audience), draftOf(body), audience);
  }
}

function modelOf(state: MissionState, draft: Draft, audience: string): Bulletin {
  const made = bulletinOf(state, draft, audience);
  if (!made.ok) throw new BulletinRefused(made.refusal.code, made.refusal.message);
  return made.value;
}

/** The draft that an entry was made from. */
export function draftOf(body: BulletinEntry): Draft {
  const {
    figures: _figures,
    files: _files,
    file: _file,
    edition: _edition,
    statement: _stated,
    ...draft
  } = body;
  return draft;
}

/** Languages that a bulletin goes out in; all where its entry names none. */
export function languagesOf({ languages }: Pick<BulletinEntry, 'languages'>): readonly Language[] {
  return languages === undefined ? LANGUAGES : LANGUAGES.filter((one) => languages.includes(one));
}

export function fileOf(model: Bulletin, { language, format }: FileName): Uint8Array {
  if (format === 'pdf') return pdfOf(documentOf(model, language));
  return new TextEncoder().encode(textOf(model, { language, format: format as Exclude<Format, 'pdf'> }));
}

/** A file that an entry names, or that a person asks for. */
export function namedFile(name: string): FileName {
  const read = readFileName(name);
  if (!read.ok) throw new BulletinRefused(read.refusal.code, read.refusal.message);
  return read.value;
}
