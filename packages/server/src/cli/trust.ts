import { readFile } from 'node:fs/promises';
import { type Policy, parsePolicy, parseVkey, type VerifierKey } from '@armistice/core/record';
import { CommandError, EXIT, usageError } from './command.ts';

/** Reads a policy file: whom to believe, as exchanged out of band. */
export async function readPolicy(path: string): Promise<Policy> {
  const policy = parsePolicy(await readText(path, 'the policy'));
  if (policy.ok) return policy.value;
  throw new CommandError(
    `${path}: ${policy.refusal.message}`,
    'ask the mission for its policy file again and compare it with the one that the other side has',
    EXIT.usage,
  );
}

/** The vkey of a log, as given on the command line. */
export function logKey(command: string, vkey: string): VerifierKey {
  const key = parseVkey(vkey);
  if (!key.ok) throw usageError(command, `--log: ${key.refusal.message}`);
  if (key.value.type !== 'ed25519')
    throw usageError(command, `--log: the key of "${key.value.name}" is a witness's; a log has another type`);
  return key.value;
}

/** The policy that a log's key alone makes: nobody else's word is asked for. */
export function policyOfLog(key: VerifierKey): Policy {
  return { logs: [{ key }], witnesses: [], groups: [], quorum: 'none' };
}

/** Reads a small text file that a person named. */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(
      `${what} cannot be read: ${(error as Error).message}`,
      'check the path',
      EXIT.usage,
    );
  }
}
