/** One tab of a browser, as little of it as the tests need. */
export interface Tab {
  /** Loads a page and waits until its scripts have run. */
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page, awaits what it gives, and returns that as JSON would carry it. */
  evaluate(expression: string): Promise<unknown>;
  /** Ends the whole browser. */
  close(): Promise<void>;
}

/** A JavaScript engine in its browser. `open` throws when the program is not installed. */
export interface Engine {
  readonly name: string;
  readonly program: string;
  open(): Promise<Tab>;
}

/** Makes any value travel between page and test as text, whatever the protocol does with objects. */
export function asJson(expression: string): string {
  return `(async () => JSON.stringify((await (${expression})) ?? null))()`;
}
