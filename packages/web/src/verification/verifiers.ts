import {
  type Audit,
  auditLog,
  checkSignature,
  cosignedPath,
  type Policy,
  parseSignedCheckpoint,
  type Remembered,
  type SignedCheckpoint,
  type Verifier,
  verifierKey,
} from '@armistice/core/record';
import { type LogFiles, memorySource } from './log-copy.ts';
import type { Change } from './tamper.ts';

/** One verifier's answer to the changed copy. All run the same code; each holds what it kept itself. */
export interface VerifierAnswer {
  /** `mission`, or the name of a witness in the policy. */
  readonly who: string;
  /** Entries of the checkpoint that it had kept. */
  readonly keptSize: number;
  readonly intact: boolean;
  readonly finding?: Finding;
  /** How many further problems follow from the same change. */
  readonly more: number;
}

/** A copy to be judged, with what was changed in it and the key that signed it anew, if any. */
export interface JudgedCopy {
  readonly files: LogFiles;
  readonly change?: Change;
  readonly logKey?: Uint8Array;
}

/** The problem that names the change: at which entry, what was expected, what was found. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly index?: number;
  readonly expected?: string;
  readonly found?: string;
}

/** What the mission and each witness of the policy say of a copy. `untouched` is where their kept states come from. */
export async function askVerifiers(
  copy: JudgedCopy,
  untouched: { readonly files: LogFiles; readonly leaves: Uint8Array },
  policy: Policy,
  verifier: Verifier,
): Promise<readonly VerifierAnswer[]> {
  const believed = copy.logKey === undefined ? policy : believing(policy, copy.logKey);
  const answers: VerifierAnswer[] = [];
  for (const { who, checkpoint } of keptStates(untouched.files, policy)) {
    const remembered: Remembered = { checkpoint, leaves: untouched.leaves.slice(0, checkpoint.size * 32) };
    const audit = await auditLog(memorySource(copy.files), { policy: believed, verifier, remembered });
    const held = await largestHeld(copy.files, checkpoint, believed, verifier);
    answers.push(answerOf(who, checkpoint.size, held, audit, copy));
  }
  return answers;
}

/** The checkpoint that each verifier kept: the mission its newest, a witness the newest that it co-signed. */
function keptStates(
  files: LogFiles,
  policy: Policy,
): readonly { readonly who: string; readonly checkpoint: SignedCheckpoint }[] {
  const current = checkpointAt(files, 'checkpoint');
  if (current === undefined) throw new Error('the untouched copy has no checkpoint');
  return [
    { who: 'mission', checkpoint: current },
    ...policy.witnesses
      .map((witness) => ({
        who: witness.name,
        checkpoint: checkpointAt(files, cosignedPath(witness)) ?? current,
      }))
      .sort((a, b) => (a.who < b.who ? -1 : 1)),
  ];
}

function checkpointAt(files: LogFiles, path: string): SignedCheckpoint | undefined {
  const bytes = files.get(path);
  const parsed = bytes === undefined ? undefined : parseSignedCheckpoint(new TextDecoder().decode(bytes));
  return parsed?.ok === true ? parsed.value : undefined;
}

function believing(policy: Policy, logKey: Uint8Array): Policy {
  const logs = policy.logs.map((log) => {
    const key = verifierKey(log.key.name, 'ed25519', logKey);
    if (!key.ok) throw new Error(key.refusal.message);
    return { ...log, key: key.value };
  });
  return { ...policy, logs };
}

/** The largest size that the log demonstrably signed: as this verifier kept it, or co-signed beside the log. */
async function largestHeld(
  files: LogFiles,
  kept: SignedCheckpoint,
  policy: Policy,
  verifier: Verifier,
): Promise<number> {
  let largest = kept.size;
  for (const witness of policy.witnesses) {
    const cosigned = checkpointAt(files, cosignedPath(witness));
    if (cosigned === undefined) continue;
    const { state } = await checkSignature(cosigned.note, witness.key, verifier);
    if (state === 'valid') largest = Math.max(largest, cosigned.size);
  }
  return largest;
}

function answerOf(
  who: string,
  keptSize: number,
  held: number,
  audit: Audit,
  copy: JudgedCopy,
): VerifierAnswer {
  const finding = findingOf(audit, copy.change, held, checkpointAt(copy.files, 'checkpoint'));
  const more = Math.max(0, audit.problemCount - 1);
  return { who, keptSize, intact: audit.intact, more, ...(finding === undefined ? {} : { finding }) };
}

/** A copy to be judged, with what was changed in it and the key that signed it anew, if any. */
export interface JudgedCopy {
  readonly files: LogFiles;
  readonly change?: Change;
  readonly logKey?: Uint8Array;
}

/**
 * The problem that names the change. Where the signature on the checkpoint is false the audit stops before any entry;
 * the size that it states is then compared with the largest one that the verifier holds a signature for.
 */
function findingOf(
  audit: Audit,
  change: Change | undefined,
  held: number,
  stated: { readonly size: number } | undefined,
): Finding | undefined {
  const problem = audit.problems.find((one) => one.index === change?.index) ?? audit.problems[0];
  if (problem?.code !== 'record/checkpoint-signature' || stated === undefined) return problem;
  return {
    ...problem,
    index: Math.min(held, stated.size),
    expected: `${held} entries`,
    found: `${stated.size} entries`,
  };
}
