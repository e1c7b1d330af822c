import { toBase64Url, writeBase64Url } from './base64.ts';
import { parseDisclosure } from './disclosure.ts';
import { type InnerHeader, type Leaf, PUBLIC } from './entry.ts';
import type { Json } from './json.ts';
import type { OpenPart } from './pack.ts';
import {
  formatKeyPath,
  formatPackPath,
  type OpenedPart,
  type PartKey,
  parseOpenedPart,
  parsePack,
  parsePartKeys,
  parseSealedParts,
} from './pack.ts';
import type { Problem } from './problem.ts';
import { hashMany } from './sha256-lanes.ts';
import type { LogSource } from './source.ts';
import { TILE_WIDTH } from './tile.ts';

/** What could be opened of one entry. */
export interface OpenedEntry {
  readonly inner?: InnerHeader;
  /** Fields for the entry's own audience: what everyone may read who may read the entry. */
  readonly fields: { readonly [name: string]: Json };
  /** Fields kept from that audience, which this reader holds besides. Never to be mixed with the others unasked. */
  readonly withheld: { readonly [name: string]: Json };
}

/** The name under which a body stands whose fields all have one audience: one disclosure for all of it. */
export const WHOLE_BODY = '*';

/** Committed to and not there. `whole`: not even the header of a restricted entry could be opened. */
export interface Missing {
  readonly index: number;
  readonly audience: string;
  readonly count: number;
  readonly whole: boolean;
}

/** What the bodies of one bundle came to. */
export interface BodyScan {
  readonly opened: readonly OpenedEntry[];
  readonly problems: readonly Problem[];
  readonly missing: readonly Missing[];
  /** Fields found as committed. */
  readonly fields: number;
}

/** How bodies are read. */
export interface BodyReading {
  /** Audiences besides public whose packs and keys the source holds. */
  readonly audiences: readonly string[];
  readonly open: OpenPart | undefined;
  /** Whether anyone wants the values; comparing digests needs only the bytes. */
  readonly values: boolean;
}

interface Found {
  readonly audience: string;
  readonly json: Uint8Array;
}

interface Draft {
  readonly leaf: Leaf | undefined;
  inner?: InnerHeader;
  /** Disclosures that were found, by digest. */
  readonly found: Map<string, Found>;
  readonly fields: { [name: string]: Json };
  readonly withheld: { [name: string]: Json };
}

/** Opens the bodies of one bundle that this reader holds, and compares each field with the digest that its entry committed to. */
export async function scanBodies(
  source: LogSource,
  place: number,
  leaves: readonly (Leaf | undefined)[],
  reading: BodyReading,
): Promise<BodyScan> {
  const scan = new Scan(source, place * TILE_WIDTH, reading);
  return scan.run(place, leaves);
}

interface PlacedPart {
  readonly slot: number;
  readonly audience: string;
  readonly part: OpenedPart;
}

class Scan {
  readonly #source: LogSource;
  readonly #first: number;
  readonly #reading: BodyReading;
  readonly #problems: Problem[] = [];
  readonly #missing: Missing[] = [];
  #fields = 0;

  constructor(source: LogSource, first: number, reading: BodyReading) {
    this.#source = source;
    this.#first = first;
    this.#reading = reading;
  }

  async run(place: number, leaves: readonly (Leaf | undefined)[]): Promise<BodyScan> {
    const parts: PlacedPart[] = [];
    for (const [slot, record] of (await this.#pack(PUBLIC, place)).entries()) {
      if (slot >= leaves.length) break;
      const part = parseOpenedPart(record);
      if (part.ok) parts.push({ slot, audience: PUBLIC, part: part.value });
      else this.#altered(slot, PUBLIC, part.refusal.message);
    }
    for (const audience of this.#reading.audiences) {
      // Without a way to open anything nothing can be said of a restricted body, least of all that it was changed.
      if (audience === PUBLIC || this.#reading.open === undefined) continue;
      for (const { slot, part } of await this.#restricted(audience, place)) {
        if (slot < leaves.length) parts.push({ slot, audience, part });
      }
    }
    const entries = leaves.map(
      (leaf): Draft => ({ leaf, found: new Map(), fields: noFields(), withheld: noFields() }),
    );
    this.#sort(parts, entries);
    const opened = entries.map((draft, slot) => this.#compare(slot, draft));
    return { opened, problems: this.#problems, missing: this.#missing, fields: this.#fields };
  }

  #sort(parts: readonly PlacedPart[], entries: readonly Draft[]): void {
    const digests = digestsOf(parts.flatMap(({ part }) => part.disclosures));
    let at = 0;
    for (const { slot, audience, part } of parts) {
      const draft = entries[slot] as Draft;
      this.#inner(slot, audience, draft, part);
      for (const json of part.disclosures) {
        draft.found.set(toBase64Url(digests.slice(at, at + 32)), { audience, json });
        at += 32;
      }
    }
  }

  async #pack(audience: string, place: number): Promise<Uint8Array[]> {
    const bytes = await this.#source.read(formatPackPath(audience, place));
    const parsed = bytes === undefined ? undefined : parsePack(bytes);
    if (parsed?.ok === false) {
      this.#problems.push({
        code: parsed.refusal.code,
        index: this.#first,
        message: `the ${audience} bodies from entry ${this.#first} on: ${parsed.refusal.message}`,
      });
    }
    return parsed?.ok === true ? parsed.value : [];
  }

  async #restricted(audience: string, place: number): Promise<{ slot: number; part: OpenedPart }[]> {
    const records = await this.#pack(audience, place);
    const keys = parsePartKeys((await this.#source.read(formatKeyPath(audience, place))) ?? new Uint8Array());
    const opened: { slot: number; part: OpenedPart }[] = [];
    for (const [slot, record] of records.entries()) {
      const sealed = parseSealedParts(record);
      for (const one of sealed.ok ? sealed.value : []) {
        const key = keys.findLast((candidate) => candidate.slot === slot && candidate.part === one.part);
        const part = await this.#openPart(key, one.ciphertext);
        if (part !== undefined) opened.push({ slot, part });
        else if (key !== undefined)
          this.#altered(slot, audience, 'it does not open with its key, or the key was changed');
      }
    }
    return opened;
  }

  async #openPart(key: PartKey | undefined, ciphertext: Uint8Array): Promise<OpenedPart | undefined> {
    const plain = key === undefined ? undefined : await this.#reading.open?.(key.key, ciphertext);
    const part = plain === undefined ? undefined : parseOpenedPart(plain);
    return part?.ok === true ? part.value : undefined;
  }

  #inner(slot: number, audience: string, draft: Draft, part: OpenedPart): void {
    if (part.inner === undefined) return;
    const expected = draft.leaf?.type === 'sealed' ? draft.leaf.sealed.commitment : 'no inner header';
    const found = part.inner.commitment;
    if (expected === found) draft.inner = part.inner.header;
    else this.#altered(slot, audience, 'its inner header is not the one committed to', expected, found);
  }

  #compare(slot: number, draft: Draft): OpenedEntry {
    const header = draft.leaf?.type === 'open' ? draft.leaf.header : draft.inner;
    if (header === undefined) return this.#unopened(slot, draft);
    const { body } = header;
    const commitments = 'open' in body ? {} : body.sd;
    for (const audience in commitments) {
      const absent: string[] = [];
      for (const digest of commitments[audience] ?? []) {
        const one = draft.found.get(digest);
        if (one?.audience !== audience) absent.push(digest);
        else {
          this.#take(slot, audience === header.audience ? draft.fields : draft.withheld, one.json);
          draft.found.delete(digest);
        }
      }
      this.#absent(slot, audience, absent, draft.found);
    }
    if (draft.found.size > 0) this.#uncommitted(slot, draft.found, commitments);
    return openedAs(draft, 'open' in body ? asFields(body.open) : draft.fields);
  }

  #uncommitted(slot: number, left: ReadonlyMap<string, Found>, commitments: object): void {
    for (const audience of new Set(Array.from(left.values(), (found) => found.audience))) {
      if (!Object.hasOwn(commitments, audience))
        this.#altered(slot, audience, 'the entry commits to no field of this audience');
    }
  }

  /** A restricted entry whose header stays closed to this reader: right for strangers, wrong for its own audience. */
  #unopened(slot: number, { leaf, found }: Draft): OpenedEntry {
    if (leaf?.type !== 'sealed') return { fields: {}, withheld: {} };
    const { audience } = leaf.sealed;
    // Restricted entries have fields of their own audience only, so nothing public can belong to one.
    if (strayOf(found, PUBLIC) !== undefined)
      this.#altered(slot, PUBLIC, `the entry is for ${audience} alone`);
    if (holds(this.#reading, audience)) {
      this.#missing.push({ index: this.#first + slot, audience, count: 1, whole: true });
    }
    return { fields: {}, withheld: {} };
  }

  #altered(slot: number, audience: string, why: string, expected?: string, found?: string): void {
    const index = this.#first + slot;
    this.#problems.push({
      code: 'record/body-altered',
      index,
      message: `entry ${index}: its ${audience} body was changed: ${why}`,
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    });
  }

  #take(slot: number, into: { [name: string]: Json }, json: Uint8Array): void {
    this.#fields += 1;
    if (!this.#reading.values) return;
    const disclosure = parseDisclosure(json);
    if (!disclosure.ok) {
      const index = this.#first + slot;
      const { code, message } = disclosure.refusal;
      this.#problems.push({ code, index, message: `entry ${index}: ${message}` });
      return;
    }
    const { name, value } = disclosure.value;
    if (name === WHOLE_BODY) Object.assign(into, asFields(value));
    else into[name] = value;
  }

  /** Fields that a commitment names and the pack does not hold; and fields that it holds and nothing names. */
  #absent(slot: number, audience: string, absent: readonly string[], left: ReadonlyMap<string, Found>): void {
    const stray = strayOf(left, audience);
    if (stray !== undefined) {
      const expected = absent[0] ?? 'no further field';
      this.#altered(slot, audience, 'a field has another hash than the one committed to', expected, stray);
    } else if (absent.length > 0) {
      this.#missing.push({ index: this.#first + slot, audience, count: absent.length, whole: false });
    }
  }
}

/** Digest of a disclosure for this audience that is left over. */
function strayOf(left: ReadonlyMap<string, Found>, audience: string): string | undefined {
  for (const [digest, found] of left) if (found.audience === audience) return digest;
  return undefined;
}

/** Whether a reader should find what an audience was given. */
export function holds(reading: BodyReading, audience: string): boolean {
  return audience === PUBLIC || (reading.open !== undefined && reading.audiences.includes(audience));
}

/** Without a prototype: a field may be named "__proto__". */
function noFields(): { [name: string]: Json } {
  return Object.create(null) as { [name: string]: Json };
}

function openedAs(draft: Draft, fields: OpenedEntry['fields']): OpenedEntry {
  const { inner, withheld } = draft;
  return inner === undefined ? { fields, withheld } : { inner, fields, withheld };
}

function asFields(value: Json): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })
    : { value };
}

/** Digests of many disclosures at once, 32 bytes each. */
function digestsOf(disclosures: readonly Uint8Array[]): Uint8Array {
  const offsets = new Uint32Array(disclosures.length + 1);
  for (const [i, json] of disclosures.entries())
    offsets[i + 1] = (offsets[i] as number) + Math.ceil((json.length * 4) / 3);
  const ascii = new Uint8Array(offsets[disclosures.length] as number);
  for (const [i, json] of disclosures.entries()) writeBase64Url(json, ascii, offsets[i] as number);
  const digests = new Uint8Array(disclosures.length * 32);
  hashMany(ascii, offsets, digests);
  return digests;
}
