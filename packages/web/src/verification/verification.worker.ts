import {
  formatVkey,
  type Policy,
  parsePolicy,
  type Subtle,
  type Verifier,
  webCrypto,
} from '@armistice/core/record';
import { readRecordFile } from '../api.ts';
import type { LogFiles } from './log-copy.ts';
import { keep, keepLog, recall, recallLog } from './memory.ts';
import type { Answer, Question } from './protocol.ts';
import { type TamperChoice, tamper } from './tamper.ts';
import { askVerifiers } from './verifiers.ts';
import { type Verification, verifyLog } from './verify.ts';

// Hashing a long log takes seconds; here it holds up nothing that a person sees.

interface Checked {
  readonly policy: Policy;
  readonly files: LogFiles;
  readonly verification: Verification;
}

let checked: Checked | undefined;
const verifier: Verifier = webCrypto(crypto.subtle as unknown as Subtle);

function answer(message: Answer): void {
  postMessage(message);
}

async function verify(policyText: string, shown: number): Promise<void> {
  const policy = parsePolicy(policyText);
  if (!policy.ok) throw new Error(policy.refusal.message);
  const log = policy.value.logs[0];
  if (log === undefined) throw new Error('the policy names no log');
  const logKey = formatVkey(log.key);
  const { verification, files } = await verifyLog({
    read: readRecordFile,
    policy: policy.value,
    verifier,
    kept: await recall(logKey),
    shown,
    onProgress: (done, total) => answer({ type: 'progress', done, total }),
    now: () => Date.now(),
  });
  const { audit, note, at } = verification;
  const before = await recallLog();
  if (audit.intact) {
    await keep(logKey, { note, leaves: audit.leaves, seenAt: at });
    await keepLog(logKey);
  }
  checked = { policy: policy.value, files, verification };
  const another = before !== undefined && before !== logKey ? { anotherLog: before } : {};
  answer({ type: 'verified', verification: { ...verification, ...another } });
}

function lastChecked(): Checked {
  if (checked === undefined) throw new Error('nothing was checked yet: there is no copy to change');
  return checked;
}

async function changeCopy(choice: TamperChoice, index: number): Promise<void> {
  const { policy, files, verification } = lastChecked();
  const { audit } = verification;
  if (audit.checkpoint === undefined) throw new Error('the copy has no checkpoint');
  const { origin, size } = audit.checkpoint;
  const copy = await tamper(choice, { files, origin, size, index, leaves: audit.leaves });
  const answers = await askVerifiers(copy, { files, leaves: audit.leaves }, policy, verifier);
  answer({
    type: 'tampered',
    outcome: { change: copy.change, answers, signedAnew: copy.logKey !== undefined },
  });
}

/** The changed copy is dropped; the same verifiers are asked about the one that was never touched. */
async function restoreCopy(): Promise<void> {
  const { policy, files, verification } = lastChecked();
  const untouched = { files, leaves: verification.audit.leaves };
  answer({ type: 'restored', answers: await askVerifiers({ files }, untouched, policy, verifier) });
}

function carryOut(question: Question): Promise<void> {
  switch (question.type) {
    case 'verify':
      return verify(question.policy, question.shown);
    case 'tamper':
      return changeCopy(question.choice, question.index);
    case 'restore':
      return restoreCopy();
    default:
      return question satisfies never;
  }
}

addEventListener('message', (event: MessageEvent<Question>) => {
  carryOut(event.data).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    answer({ type: 'failed', during: event.data.type, message });
  });
});
