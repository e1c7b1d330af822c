import type { ReportField } from '@armistice/core/mission';
import { type Header, type Json, PUBLIC, type ReadEntry } from '@armistice/core/record';

// Beyond this the fold is far behind, and reads the record instead.
const MAX_HELD = 50_000;

/** What is told of a report that was acknowledged: what its header says, and its fields. */
export interface FiledReport extends Pick<Header, 'at' | 'authored'> {
  readonly index: number;
  readonly fields: readonly ReportField[];
}

type Fields = { readonly [name: string]: Json };

interface FiledText {
  readonly by: string;
  readonly mission: string;
  readonly rows: readonly (Omit<FiledReport, 'fields'> & {
    readonly body: Fields;
    readonly withheld: Fields;
  })[];
}

/**
 * Reports that were acknowledged together, as one JSON text: that crosses to another thread at the least cost, and each
 * value was written for the record already.
 */
export function packFiled(by: string, mission: string, reports: readonly FiledReport[]): string {
  const rows = reports.map(({ index, at, authored, fields }) => {
    const [open, withheld] = [fieldsFor(fields, true), fieldsFor(fields, false)];
    return `{"index":${index},"at":${at},"authored":${JSON.stringify(authored)},"body":{${open}},"withheld":{${withheld}}}`;
  });
  return `{"by":${JSON.stringify(by)},"mission":${JSON.stringify(mission)},"rows":[${rows.join()}]}`;
}

function fieldsFor(fields: readonly ReportField[], open: boolean): string {
  let text = '';
  for (const { name, json, audience } of fields)
    if ((audience === PUBLIC) === open) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${json}`;
  return text;
}

/**
 * Reports that this process filed, from their acknowledgement until they are folded and published. What was acknowledged
 * need not be read back, opened and compared with its digests to be known: a start does that for everything, and comes to
 * the same state.
 */
export class OwnEntries {
  readonly #held = new Map<number, ReadEntry>();
  #from = 0;

  /** Takes reports as {@link packFiled} wrote them; those before `folded` entries are known already. */
  put(text: string, folded: number): void {
    if (this.#held.size >= MAX_HELD) return;
    const { by, mission, rows } = JSON.parse(text) as FiledText;
    for (const { index, at, authored, body, withheld } of rows) {
      if (index < folded) continue;
      // The digests of its fields are the only part of a header that is not repeated: nothing here compares with them.
      const stated = { v: 1, kind: 'report', audience: PUBLIC, body: { sd: {} } } as const;
      const header: Header = { ...stated, by, mission, at, authored };
      this.#held.set(index, { index, leaf: { type: 'open', header }, header, body, withheld });
    }
  }

  get(index: number): ReadEntry | undefined {
    return this.#held.get(index);
  }

  /** Those that stand one after the other from an entry on, at most so many. */
  runFrom(index: number, most: number): readonly ReadEntry[] {
    const run: ReadEntry[] = [];
    for (let next = index; run.length < most; next++) {
      const entry = this.#held.get(next);
      if (entry === undefined) break;
      run.push(entry);
    }
    return run;
  }

  /** Those before an entry are held no longer. */
  forgetBefore(index: number): void {
    for (; this.#from < index; this.#from++) this.#held.delete(this.#from);
  }
}
