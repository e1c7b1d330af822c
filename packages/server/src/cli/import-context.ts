import { isContext, type MissionView, type Report, type TallyEntry } from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import { type ContextLine, type Dataset, registration, type Tally } from '../intake/context.ts';
import type { OpenLog } from '../record/folder.ts';

/** Entries that go to the record together. */
const BATCH = 256;

/** What stands on record beside imported reports: whose data they are and by what licence, and figures of others. */
export class ImportedContext {
  readonly #view: MissionView;
  readonly #open: OpenLog;
  readonly #dataset: Dataset | undefined;
  /** Registered here, as the fold may not have taken it yet. */
  readonly #registered = new Set<string>();
  readonly #tallied = new Set<string>();
  #tallies: TallyEntry[] = [];

  constructor(view: MissionView, open: OpenLog, dataset: Dataset | undefined) {
    [this.#view, this.#open, this.#dataset] = [view, open, dataset];
  }

  /** Registers the sources of context that the record does not know as they are now. Its reports come after it. */
  async register(reports: readonly Pick<Report, 'source'>[]): Promise<void> {
    const entries = [...new Set(reports.map(({ source }) => source))].flatMap(
      (source) => this.#registrationOf(source) ?? [],
    );
    const { log, keys } = this.#open;
    await log.append(
      entries.map((open) => log.draft({ kind: 'source', audience: PUBLIC, body: { open } }, keys.registrar)),
    );
  }

  #registrationOf(source: string): Json | undefined {
    const registered = registration(source, this.#dataset);
    if (!('data' in registered) || this.#registered.has(source)) return undefined;
    this.#registered.add(source);
    const known = this.#view.sources.get(source)?.data;
    const { dataset, title, licence, cite } = registered.data;
    const same =
      known?.dataset === dataset && known.title === title && known.licence === licence && known.cite === cite;
    return same ? undefined : (registered as unknown as Json);
  }

  /** Takes a figure that others published. Publications hold nothing to count, and stay in the file of context. */
  async take(line: ContextLine): Promise<void> {
    if (line.context !== 'tally' || !isContext(line.source)) return;
    const entry = entryOf(line);
    const known = this.#view.tallies.get(entry.id)?.body;
    if (this.#tallied.has(entry.id) || JSON.stringify(known) === JSON.stringify(entry)) return;
    this.#tallied.add(entry.id);
    this.#tallies.push(entry);
    if (this.#tallies.length >= BATCH) await this.flush();
  }

  /** Writes the figures that were taken and not written yet. */
  async flush(): Promise<void> {
    const tallies = this.#tallies;
    this.#tallies = [];
    if (tallies.length === 0) return;
    await this.register(tallies);
    const { log, operator } = this.#open;
    await log.append(
      tallies.map((one) =>
        log.draft({ kind: 'tally', audience: PUBLIC, body: { open: one as unknown as Json } }, operator),
      ),
    );
  }
}

/** The figure as an entry: its licence stands with its source. */
function entryOf({ context: _, licence: __, ...tally }: Tally): TallyEntry {
  const { id, source, of, area, state, period, count, from, to, issue, issued } = tally;
  return {
    id,
    source,
    of,
    area,
    state,
    period,
    ...(count === undefined ? {} : { count }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(issue === undefined ? {} : { issue }),
    ...(issued === undefined ? {} : { issued }),
  };
}
