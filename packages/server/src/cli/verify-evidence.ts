import { judgeEvidence, type Policy, parseEvidence, type Verifier } from '@armistice/core/record';
import { describeEvidence } from '../witness/accuse.ts';
import { judgeBrokenPromise, parseBrokenPromise } from '../witness/broken-promise.ts';
import { CommandError, EXIT, type ExitCode } from './command.ts';

/** What a file of evidence came to. */
export interface EvidenceCheck {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  readonly summary: { readonly [name: string]: unknown };
}

const EXITS = { proved: EXIT.yes, shown: EXIT.partly, void: EXIT.no } as const;
const MEANING = {
  proved: 'PROVED: it needs nobody’s word',
  shown: 'shown: the checkpoints are genuine, the order or the time rests on the word of whoever shows it',
  void: 'void: it shows nothing',
} as const;

/** Judges evidence of a fork, a rollback or a broken promise. Exit 0 proved, 3 shown, 1 void. */
export async function checkEvidence(
  text: string,
  policy: Policy,
  verifier: Verifier,
): Promise<EvidenceCheck> {
  const evidence = parseEvidence(text);
  if (evidence.ok) {
    const { origin } = evidence.value.before;
    const log = policy.logs.find(({ key }) => key.name === origin);
    if (log === undefined)
      throw new CommandError(`the policy does not name the log ${origin}`, 'check which policy file you use');
    const { verdict, because } = await judgeEvidence(evidence.value, log.key, verifier);
    const claim = describeEvidence(evidence.value);
    return told(verdict, because, claim, { kind: evidence.value.kind, index: evidence.value.index ?? null });
  }
  const broken = parseBrokenPromise(text);
  if (broken === undefined)
    throw new CommandError(evidence.refusal.message, 'give the file exactly as it was written');
  const { verdict, because } = await judgeBrokenPromise(broken, policy, verifier);
  const claim = `the promise of entry ${broken.promise.index} was broken (${broken.kind})`;
  return told(verdict, because, claim, { kind: broken.kind, index: broken.promise.index });
}

function told(
  verdict: keyof typeof EXITS,
  because: string,
  claim: string,
  facts: { readonly kind: string; readonly index: number | null },
): EvidenceCheck {
  return {
    exit: EXITS[verdict],
    lines: [`evidence: ${MEANING[verdict]}`, `  it says: ${claim}`, `  because: ${because}`],
    summary: { evidence: verdict, ...facts, because },
  };
}
