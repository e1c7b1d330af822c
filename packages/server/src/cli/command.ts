/** The world as a command sees it; tests pass their own. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Results only: what a next program reads. */
  out(text: string): void;
  /** Progress, logs and errors. */
  err(text: string): void;
  /** Whether a person watches stderr: progress bars only then. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Unix milliseconds. */
  now(): number;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Exit codes of every command (docs/command.md): yes, no, wrong usage, partly, done but some rows were refused. */
export const EXIT = { yes: 0, no: 1, usage: 2, partly: 3, rejected: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One subcommand of `armistice`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Printed by `armistice <name> --help`. */
  readonly usage: string;
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

/** A failure that a person can mend: what happened, what it means, what to do. Printed without a stack. */
export class CommandError extends Error {
  readonly exit: ExitCode;
  readonly remedy: string;

  constructor(message: string, remedy: string, exit: ExitCode = EXIT.no) {
    super(message);
    this.name = 'CommandError';
    this.exit = exit;
    this.remedy = remedy;
  }
}

/** Wrong usage: names the offending word and points to the help of the command. */
export function usageError(command: string, message: string): CommandError {
  return new CommandError(message, `see: armistice ${command} --help`, EXIT.usage);
}
