import {
  checkSignature,
  type Policy,
  type PolicyWitness,
  type Verifier,
  type VerifierKey,
} from '@armistice/core/record';
import { type LastSeen, lastSeen } from '../witness/client.ts';
import type { Floor } from './floor.ts';
import { nodeVerifier } from './keys.ts';
import type { KnownTree } from './opening.ts';

/** A witness that must be heard could not be. */
export class WitnessSilent extends Error {}

const WITNESS_TIMEOUT_MS = 3_000;

/** What a witness saw last, where the log itself signed that too: a witness's word alone binds nobody. */
export async function lastSigned(
  witness: PolicyWitness,
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<LastSeen | { readonly answer: 'unsigned'; readonly size: number }> {
  const seen = await lastSeen(witness.url ?? '', logKey.name, witness.key, WITNESS_TIMEOUT_MS);
  if (seen.answer !== 'seen') return seen;
  const byLog = await checkSignature(seen.checkpoint.note, logKey, verifier);
  return byLog.state === 'valid' ? seen : { answer: 'unsigned', size: seen.checkpoint.size };
}

/** Asks every witness with an address what it saw last. Silence matters where this machine has no memory of its own to go by. */
export async function heardFromWitnesses(
  policy: Policy,
  logKey: VerifierKey,
  floor: Floor,
  without: readonly string[],
  notice: (message: string) => void,
): Promise<KnownTree[]> {
  const verifier = nodeVerifier();
  const asked = policy.witnesses.filter((witness) => witness.url !== undefined);
  const answers = await Promise.all(
    asked.map(async (witness) => ({
      name: witness.name,
      answer: await lastSigned(witness, logKey, verifier),
    })),
  );
  const known: KnownTree[] = [];
  for (const { name, answer } of answers) {
    switch (answer.answer) {
      case 'seen': {
        const { size, root } = answer.checkpoint;
        known.push({ size, root, who: `${name} cosigned a checkpoint that holds more` });
        break;
      }
      case 'unsigned':
        notice(
          `${name} shows a checkpoint of ${answer.size} entries that this log did not sign: it is not obeyed. Ask ${name} where it comes from`,
        );
        break;
      case 'unreachable':
        if (!floor.remembered && !without.includes(name)) {
          throw new WitnessSilent(
            `${name} cannot be asked what it saw last (${answer.reason}), and this machine never signed for ${logKey.name} before: this folder may be an old copy. Wait for ${name}, or start without it by an operator's decision: --without-witness ${name} (for npm start: ARMISTICE_WITHOUT_WITNESS=${name})`,
          );
        }
        notice(
          `${name} cannot be asked what it saw last (${answer.reason}); going by ${floor.remembered ? "this machine's own record" : "the operator's decision"}`,
        );
    }
  }
  return known;
}
