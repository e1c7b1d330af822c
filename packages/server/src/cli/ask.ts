import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { type Io, usageError } from './command.ts';

/** What a command wants to know. */
export interface Question {
  readonly name: string;
  readonly asks: string;
  readonly example: string;
  /** Answered by an option already. */
  readonly given: string | undefined;
  /** What is wrong with an answer, or undefined. */
  readonly wrong: (text: string) => string | undefined;
}

const TRIES = 3;

/** Asks on standard error, line by line, whatever no option has answered. A wrong answer is asked again. */
export async function askOn(
  io: Io,
  command: string,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  const lines = createInterface({ input: Readable.from(io.stdin) })[Symbol.asyncIterator]();
  for (const { name, asks, example, given, wrong } of questions) {
    let answer = given;
    let why = answer === undefined ? undefined : wrong(answer);
    if (why !== undefined) throw usageError(command, `${asks}: "${answer}" is not ${why}`);
    for (let tries = 0; answer === undefined; tries++) {
      io.err(`${asks} (${example}): `);
      const { value, done } = await lines.next();
      if (done === true) throw usageError(command, `${asks}: no answer came`);
      why = wrong(value.trim());
      if (why === undefined) answer = value.trim();
      else if (tries + 1 >= TRIES) throw usageError(command, `${asks}: "${value}" is not ${why}`);
      else io.err(`  that is not ${why}\n`);
    }
    answers.set(name, answer);
  }
  return answers;
}
