import { hash } from 'node:crypto';

// Who read what is restricted, line by line. Each line holds the hash of the one before, so that none can be taken out or
// put right later without every later line telling. What was asked for and what was answered stands in no line.

/** A read of restricted material that was answered. */
export interface Read {
  /** A handle, never a name. */
  readonly who: string;
  /** The template of the route, such as `/api/reports/:key`: not what was asked for. */
  readonly route: string;
  readonly audience: string;
  /** How many rows the answer had. */
  readonly rows: number;
  /** How many of them are not known to have been shown to this person within the hour before; all of them where nothing is said. */
  readonly fresh?: number;
  /** What counts as the same question is known to have been asked within the hour before. */
  readonly again?: true;
}

/** Somebody read more in an hour than the limits let pass without a word. */
export interface Alarm {
  readonly who: string;
  readonly alarm: 'rows' | 'reads';
  readonly limit: number;
}

/** Where a line stands: its number from 1, when it was written (UTC), and the hash of the line before. */
interface Place {
  readonly n: number;
  readonly at: string;
  readonly before: string;
}

export type ReadLine = Place & (Read | Alarm);

/** The end of a chain: how many lines it has, and the hash of the last one. */
export interface Head {
  readonly count: number;
  readonly head: string;
}

/** The end of a chain without lines. */
export const NOTHING_READ: Head = { count: 0, head: hashOf('armistice/reads/v1') };

/** A line as text without its line feed, and the head that it makes. */
export function nextLine(
  after: Head,
  at: number,
  what: Read | Alarm,
): { readonly text: string; readonly head: Head } {
  const n = after.count + 1;
  const text = JSON.stringify({ n, at: new Date(at).toISOString(), ...what, before: after.head });
  return { text, head: { count: n, head: hashOf(text) } };
}

/** Reads a line; throws, naming the line, where it is not the one that follows. */
export function followedBy(after: Head, text: string): { readonly line: ReadLine; readonly head: Head } {
  const n = after.count + 1;
  let line: ReadLine;
  try {
    line = JSON.parse(text) as ReadLine;
  } catch {
    throw new Error(`line ${n} is no line of a log of reads`);
  }
  if (line?.n !== n) throw new Error(`line ${n} is missing: ${String(line?.n)} stands in its place`);
  if (line.before !== after.head)
    throw new Error(`line ${n} follows another line than line ${n - 1}: one of them was changed`);
  return { line, head: { count: n, head: hashOf(text) } };
}

/** Whether a line is an alarm. */
export function isAlarm(line: ReadLine): line is Place & Alarm {
  return 'alarm' in line;
}

/** The head that a line makes, whatever stands before it. */
export function headOf(text: string): Head {
  return { count: (JSON.parse(text) as ReadLine).n, head: hashOf(text) };
}

function hashOf(text: string): string {
  return `sha256:${hash('sha256', text)}`;
}
