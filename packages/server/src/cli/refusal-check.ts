import {
  digestOfAsked,
  isRefusalOf,
  type Json,
  type Policy,
  parseSignedRefusal,
  type Verifier,
} from '@armistice/core/record';
import { EXIT, type ExitCode } from './command.ts';
import { count, moment } from './words.ts';

/** What a signed refusal came to. */
export interface RefusalCheck {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  /** For `--json`. */
  readonly summary: { readonly [name: string]: unknown };
}

/**
 * Verifies a signed refusal with nothing but the policy, offline: that the log refused this to that party, when and why.
 * `asked` is what was sent, as JSON text, to be held against the digest that was signed. Exit 0: it holds; 1: it does not.
 */
export async function checkRefusal(
  text: string,
  asked: string | undefined,
  policy: Policy,
  verifier: Verifier,
): Promise<RefusalCheck> {
  const parsed = parseSignedRefusal(text);
  if (!parsed.ok) return failed(parsed.refusal.message, 'give the file exactly as the log answered it');
  const { origin, party, act, at, entry, why, target } = parsed.value.refusal;
  const log = policy.logs.find(({ key }) => key.name === origin);
  if (log === undefined)
    return failed(`the policy does not name the log ${origin}`, 'check which policy file you use');
  if (!(await isRefusalOf(parsed.value, log.key, verifier)))
    return failed(
      `it has no valid signature by ${origin}`,
      'ask again; if it comes back the same, keep both',
    );
  if (asked !== undefined && digestOf(asked) !== target)
    return failed('it is about another request than this one', 'give the request exactly as it was sent');
  return {
    exit: EXIT.yes,
    lines: [
      `refusal: yes: ${origin} refused this`,
      `  to ${party}, at ${moment(at)}: ${act}`,
      `  because: ${why}`,
      ...(entry === undefined ? [] : [`  entry ${count(entry)} stands in the record, and changes nothing`]),
      ...(asked === undefined ? [] : ['  it is about the request that you gave']),
    ],
    summary: { refusal: 'yes', origin, party, act, at: moment(at), why, entry: entry ?? null },
  };
}

function failed(reason: string, remedy: string): RefusalCheck {
  return {
    exit: EXIT.no,
    lines: [`refusal: NO: ${reason}`, `  ${remedy}`],
    summary: { refusal: 'no', reason },
  };
}

function digestOf(asked: string): string | undefined {
  try {
    return digestOfAsked(JSON.parse(asked) as Json);
  } catch {
    return undefined;
  }
}
