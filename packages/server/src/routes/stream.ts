import { setTimeout } from 'node:timers/promises';
import type { Report } from '@armistice/core/mission';
import { parseReport } from '@armistice/core/mission';
import type { Mission } from '../mission.ts';
import { IntakeFull, type Outcome } from '../mission-filing.ts';
import { detailsOf, Problem, problemOf } from '../problems.ts';

/** What lines are filed with. */
export type Intake = Pick<Mission, 'fileEach' | 'behind'>;

/** The longest line that is read; what goes on is passed over to its end without being kept. */
export const MAX_LINE_BYTES = 256 * 1024;
const LINES_AT_ONCE = 256;
// Batches on their way to the record, for one sender.
const BATCHES_AT_ONCE = 4;
// A sender that reads no answer until it has sent everything is given this much room for them.
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;
// Beyond this the fold is seconds behind the record; the sender then waits for it.
const MAX_UNFOLDED = 20_000;
const WAIT_MS = 20;
const LINE_FEED = 10;

interface Line {
  readonly line: number;
  /** Undefined where it was too long. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Files reports that come as lines, and answers each line as soon as it is durable, in their order. Each stands for
 * itself. However many come, a bounded number is in memory; a sender that is faster than the record waits.
 */
export async function* fileLines(intake: Intake, body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const answers = new Answers();
  const reading = readAll(intake, body, answers);
  // The generator sees the failure when it comes to the end.
  reading.catch(() => undefined);
  try {
    for (;;) {
      const next = await answers.next();
      if (next === undefined) break;
      yield next;
    }
    await reading;
  } finally {
    answers.abandon();
  }
}

async function readAll(intake: Intake, body: AsyncIterable<Uint8Array>, answers: Answers): Promise<void> {
  // What comes while batches are on their way makes the next one: many small writes of a sender share a batch.
  const waiting: Line[] = [];
  const file = () => {
    while (waiting.length > 0 && answers.hasRoom())
      answers.add(fileBatch(intake, waiting.splice(0, LINES_AT_ONCE)));
  };
  answers.onRoom = file;
  try {
    for await (const lines of linesOf(body)) {
      for (const line of lines) waiting.push(line);
      file();
      while (waiting.length >= LINES_AT_ONCE && !answers.abandoned) await answers.changed();
      while (intake.behind.folding > MAX_UNFOLDED && !answers.abandoned) await setTimeout(WAIT_MS);
      if (answers.abandoned) return;
    }
    while (waiting.length > 0 && !answers.abandoned) await answers.changed();
  } finally {
    answers.end();
  }
}

/** Answers in their order, some still on their way. */
class Answers {
  readonly #queue: Promise<string>[] = [];
  #filing = 0;
  #unread = 0;
  #ended = false;
  abandoned = false;
  /** Called when a batch was answered, or an answer read. */
  onRoom: () => void = () => undefined;
  #wake: () => void = () => undefined;
  #changed: Promise<void> = Promise.resolve();

  constructor() {
    this.#renew();
  }

  #renew(): void {
    this.#changed = new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #change(): void {
    this.#wake();
    this.#renew();
  }

  #freed(): void {
    this.onRoom();
    this.#change();
  }

  add(answer: Promise<string>): void {
    this.#filing += 1;
    this.#queue.push(answer);
    const done = (bytes: number) => {
      this.#filing -= 1;
      this.#unread += bytes;
      this.#freed();
    };
    answer.then(
      (text) => done(text.length),
      () => done(0),
    );
    this.#change();
  }

  end(): void {
    this.#ended = true;
    this.#change();
  }

  abandon(): void {
    this.abandoned = true;
    this.#change();
  }

  /** Whether another batch may be filed now. */
  hasRoom(): boolean {
    return this.#filing < BATCHES_AT_ONCE && this.#unread <= MAX_UNREAD_BYTES;
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return this.#changed;
  }

  async next(): Promise<string | undefined> {
    while (this.#queue.length === 0 && !this.#ended) await this.#changed;
    const text = await this.#queue.shift();
    this.#unread -= text?.length ?? 0;
    this.#freed();
    return text;
  }
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  let [line, held, heldBytes] = [1, [] as Uint8Array[], 0];
  const take = (part: Uint8Array): Line => {
    const whole = held.length === 0 ? part : Buffer.concat([...held, part]);
    const bytes = heldBytes + part.length > MAX_LINE_BYTES ? undefined : whole;
    [held, heldBytes] = [[], 0];
    return { line: line++, bytes };
  };
  for await (const chunk of body) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      lines.push(take(chunk.subarray(from, end)));
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    heldBytes += rest.length;
    // Of a line that is too long already, only its length is kept.
    if (heldBytes > MAX_LINE_BYTES) held = [];
    else if (rest.length > 0) held.push(rest);
    if (lines.length > 0) yield lines;
  }
  if (heldBytes > 0) yield [take(new Uint8Array())];
}

async function fileBatch(intake: Intake, lines: readonly Line[]): Promise<string> {
  const read = lines
    .map(({ line, bytes }) => ({ line, report: reportIn(bytes) }))
    .filter((one): one is { line: number; report: Report | Problem } => one.report !== undefined);
  const reports = read.map(({ report }) => report).filter((one): one is Report => !(one instanceof Problem));
  const filed = await fileWhenRoom(intake, reports);
  let next = 0;
  let answers = '';
  for (const { line, report } of read)
    answers += answerTo(line, report instanceof Problem ? report : (filed[next++] as Outcome | Error));
  return answers;
}

/** What became of one line: where it stands in the record, or what to mend. */
function answerTo(line: number, outcome: Outcome | Error): string {
  if (outcome instanceof Error) return `${JSON.stringify({ line, problem: detailsOf(outcome) })}\n`;
  const { key, index, already, receipt } = outcome;
  if (receipt === undefined) return `${JSON.stringify({ line, key, index, already })}\n`;
  // Key and leaf are hexadecimal and base64url, which JSON writes as they are.
  const stands = `"key":"${key}","index":${index},"leaf":"${receipt.leaf}","already":${already}`;
  return `{"line":${line},${stands},"promise":${receipt.promiseJson()}}\n`;
}

/** Whoever streams waits for room in the intake; whoever sends one report is told to come again. */
async function fileWhenRoom(
  intake: Intake,
  reports: readonly Report[],
): Promise<readonly (Outcome | Error)[]> {
  for (;;) {
    try {
      return await intake.fileEach(reports);
    } catch (error) {
      if (!(error instanceof IntakeFull)) {
        const reason = error instanceof Error ? error : new Error(String(error));
        return reports.map(() => reason);
      }
      await setTimeout(WAIT_MS);
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The report of a line; undefined where the line is empty. */
function reportIn(bytes: Uint8Array | undefined): Report | Problem | undefined {
  if (bytes === undefined)
    return new Problem('request/too-large', `this line is longer than ${MAX_LINE_BYTES} bytes`);
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return new Problem('request/malformed', 'this line is not UTF-8');
  }
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Problem('request/malformed', 'this line is not JSON');
  }
  const report = parseReport(value);
  return report.ok ? report.value : problemOf(report.refusal);
}
