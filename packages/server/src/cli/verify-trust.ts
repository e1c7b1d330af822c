import {
  type LogSource,
  type Policy,
  parsePolicy,
  parseSignedCheckpoint,
  textOf,
} from '@armistice/core/record';
import type { Seen } from '../state/seen.ts';
import { CommandError, EXIT, usageError } from './command.ts';
import { logKey, policyOfLog, readPolicy } from './trust.ts';

/** Whom a verification believes, and why. */
export interface Trust {
  readonly policy: Policy;
  /** `file` and `key` came with the command; `first-use` is the log's own word, `remembered` that word as it was at the first look. */
  readonly from: 'file' | 'key' | 'first-use' | 'remembered';
  /** To be remembered: the text of the policy that trust began with. */
  readonly pinned?: string;
  /** What the reader should know and do about it. */
  readonly notice?: string;
}

/** What a command line says about trust. */
export interface TrustValues {
  readonly policy?: string | undefined;
  readonly log?: string | undefined;
}

/** Trust as given with the command, or undefined where the command gives none. */
export async function givenTrust(command: string, values: TrustValues): Promise<Trust | undefined> {
  if (values.policy !== undefined && values.log !== undefined)
    throw usageError(command, 'give either --policy or --log, not both');
  if (values.policy !== undefined) return { policy: await readPolicy(values.policy), from: 'file' };
  if (values.log !== undefined) return { policy: policyOfLog(logKey(command, values.log)), from: 'key' };
  return undefined;
}

const FIRST_USE =
  "trust on first use: the log's own policy was believed, as no policy was given. Ask both sides for the policy file they exchanged, and verify again with --policy";

/** Trust for a log at a place: as given, as remembered, or, at the first look, the log's own word. */
export async function trustFor(
  source: LogSource,
  given: Trust | undefined,
  seen: Seen | undefined,
): Promise<Trust> {
  if (given !== undefined) return seen?.policy === undefined ? given : { ...given, pinned: seen.policy.text };
  const text = textOf((await source.read('policy')) ?? new Uint8Array()) ?? '';
  if (seen?.policy !== undefined) {
    const changed = text !== '' && text !== seen.policy.text;
    const notice = changed
      ? 'the log now serves another policy than at the first look; the first one was used. A change needs the old quorum: ask both sides for the new file, and give it with --policy'
      : 'the policy that the log served at the first look was used; better is the file that both sides exchanged, with --policy';
    return { policy: seen.policy.policy, from: 'remembered', pinned: seen.policy.text, notice };
  }
  const own = parsePolicy(text);
  if (text === '' || !own.ok)
    throw new CommandError(
      text === ''
        ? 'no policy was given, and the log has none of its own'
        : `the log's own policy: ${own.ok ? '' : own.refusal.message}`,
      'give the policy file that both sides exchanged with --policy, or the key of the log with --log',
      EXIT.usage,
    );
  return { policy: own.value, from: 'first-use', pinned: text, notice: FIRST_USE };
}

/** The origin that a log claims, before anything is verified; undefined where it has no readable checkpoint. */
export async function claimedOrigin(source: LogSource): Promise<string | undefined> {
  const bytes = await source.read('checkpoint');
  const parsed = bytes === undefined ? undefined : parseSignedCheckpoint(textOf(bytes) ?? '');
  return parsed?.ok === true ? parsed.value.origin : undefined;
}
