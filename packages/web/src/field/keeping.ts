/** What became of a form that was to be kept; `stopped` where it is not a draft any more. */
export type Keep = 'kept' | 'not-kept' | 'stopped';

/** Keeps a form while it is being filled in, one write after the other. */
export interface Keeping<T> {
  /** Writes it, unless it is what was kept last. Never throws. */
  keep(form: T): Promise<Keep>;
  /** Nothing more is written, until `goOn`; resolves when what was being written is through. */
  stop(): Promise<void>;
  goOn(): void;
}

/**
 * A form counts as kept once its write succeeded, and not before: what failed is written again at the next occasion. A slow
 * write never comes after a later one. `first` is the form as it was opened, which needs no writing.
 */
export function keeping<T>(first: T, write: (form: T) => Promise<void>): Keeping<T> {
  let last = first;
  let stopped = false;
  let writing: Promise<unknown> = Promise.resolve();
  const written = async (form: T): Promise<Keep> => {
    if (last === form) return 'kept';
    if (stopped) return 'stopped';
    try {
      await write(form);
      last = form;
      return 'kept';
    } catch {
      return 'not-kept';
    }
  };
  return {
    keep: (form) => {
      const kept = writing.then(() => written(form));
      writing = kept;
      return kept;
    },
    stop: async () => {
      stopped = true;
      await writing;
    },
    goOn: () => {
      stopped = false;
    },
  };
}
