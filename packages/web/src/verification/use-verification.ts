import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Question, TamperOutcome } from './protocol.ts';
import type { TamperChoice } from './tamper.ts';
import type { VerifierAnswer } from './verifiers.ts';
import type { Verification } from './verify.ts';

/** Where the check of the record stands. */
export type Check =
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly verification: Verification }
  | { readonly state: 'failed'; readonly message: string };

/** Where the changed copy stands. */
export type Tampering =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'done'; readonly outcome: TamperOutcome }
  | { readonly state: 'restored'; readonly answers: readonly VerifierAnswer[] }
  | { readonly state: 'failed'; readonly message: string };

export interface VerificationHold {
  readonly check: Check;
  readonly tampering: Tampering;
  verify(): void;
  /** `index`: the entry whose body or header is changed. */
  tamper(choice: TamperChoice, index: number): void;
  /** Drops the changed copy, and asks the verifiers about the one that was checked. */
  putBack(): void;
}

const STARTING: Check = { state: 'running', done: 0, total: 0 };

/**
 * Runs the verifying worker while a component lives. Checks at once, and again when the policy, the entry shown or the
 * `size` of the record is another.
 */
export function useVerification(policy: string, shown: number, size: number): VerificationHold {
  const worker = useRef<Worker>(undefined);
  const [check, setCheck] = useState<Check>(STARTING);
  const [tampering, setTampering] = useState<Tampering>({ state: 'none' });

  useEffect(() => {
    const started = new Worker(new URL('./verification.worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    started.addEventListener('message', (event: MessageEvent<Answer>) => {
      take(event.data, setCheck, setTampering);
    });
    started.addEventListener('error', (event) => setCheck({ state: 'failed', message: event.message }));
    return () => started.terminate();
  }, []);

  const ask = useCallback((question: Question) => worker.current?.postMessage(question), []);
  const checkAnew = useCallback(() => {
    setCheck(STARTING);
    ask({ type: 'verify', policy, shown });
  }, [ask, policy, shown]);

  // What somebody changed stays until they put it back: the record grows all day. Then what has grown since is checked.
  const isOut = tampering.state === 'asking' || tampering.state === 'done';
  const checked = useRef<string>(undefined);
  const wanted = `${size} ${shown} ${policy}`;
  useEffect(() => {
    if (isOut || checked.current === wanted) return;
    checked.current = wanted;
    checkAnew();
  }, [isOut, wanted, checkAnew]);
  const verify = () => {
    setTampering({ state: 'none' });
    checked.current = wanted;
    checkAnew();
  };

  return {
    check,
    tampering,
    verify,
    tamper: (choice, index) => {
      setTampering({ state: 'asking' });
      ask({ type: 'tamper', choice, index });
    },
    putBack: () => {
      setTampering({ state: 'asking' });
      ask({ type: 'restore' });
    },
  };
}

function take(answer: Answer, setCheck: (check: Check) => void, setTampering: (to: Tampering) => void): void {
  switch (answer.type) {
    case 'progress':
      setCheck({ state: 'running', done: answer.done, total: answer.total });
      return;
    case 'verified':
      setCheck({ state: 'done', verification: answer.verification });
      return;
    case 'tampered':
      setTampering({ state: 'done', outcome: answer.outcome });
      return;
    case 'restored':
      setTampering({ state: 'restored', answers: answer.answers });
      return;
    case 'failed': {
      const failed = { state: 'failed', message: answer.message } as const;
      if (answer.during === 'verify') setCheck(failed);
      else setTampering(failed);
      return;
    }
    default:
      answer satisfies never;
  }
}
