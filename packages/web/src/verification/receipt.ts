import {
  type EntryPromise,
  isPromiseOf,
  judgePromise,
  type LogSource,
  type Policy,
  type PromiseVerdict,
  parseEntryPromise,
  type Verifier,
} from '@armistice/core/record';
import { checkInclusion, type Inclusion, readSigned } from './inclusion.ts';

/** What became of a promise that a log gave when it took an entry. */
export interface ReceiptChecked {
  readonly promise: EntryPromise;
  /** A log of the policy signed it. */
  readonly signed: boolean;
  readonly verdict: PromiseVerdict;
  readonly inclusion?: Inclusion;
  readonly size: number;
}

/** Reads a kept promise: the file itself, or the JSON that filing answered. Undefined where it is neither. */
export function readReceipt(text: string): EntryPromise | undefined {
  const parsed = parseEntryPromise(promiseIn(text));
  return parsed.ok ? parsed.value : undefined;
}

function promiseIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const { promise } = (value ?? {}) as { readonly promise?: unknown };
    return typeof promise === 'string' ? promise : text;
  } catch {
    // What was pasted may have lost its last line feed on the way.
    return text.endsWith('\n') ? text : `${text}\n`;
  }
}

/** Checks the promise against the log as it is served now. `now` is Unix milliseconds. */
export async function checkReceipt(
  promise: EntryPromise,
  source: LogSource,
  policy: Policy,
  verifier: Verifier,
  now: number,
): Promise<ReceiptChecked> {
  const answers = await Promise.all(policy.logs.map(({ key }) => isPromiseOf(promise, key, verifier)));
  const { checkpoint } = await readSigned(source, policy, verifier);
  const { size } = checkpoint;
  const inclusion =
    promise.index < size ? await checkInclusion(promise.index, source, policy, verifier) : undefined;
  return {
    promise,
    signed: answers.includes(true),
    verdict: judgePromise(promise, inclusion?.leaf, now),
    size,
    ...(inclusion === undefined ? {} : { inclusion }),
  };
}
