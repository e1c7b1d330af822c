import { COMMON_ACTIVITY_NAMES, KINDS, reportKinds } from '@armistice/core/agreement';
import { agreementIn } from './agreement-file-argument.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/** `armistice agreement kinds`: the words that need no definition; with an agreement, its own beside them. */
export async function listKinds(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = readOptions('agreement', args, {});
  const [file, ...others] = positionals;
  if (others.length > 0) throw usageError('agreement', 'kinds takes one file, or none');
  const agreement = file === undefined ? undefined : await agreementIn(file);
  const known = { activities: agreement?.activities ?? {} };
  const say = (what: string, words: readonly string[]) => io.out(`${what}: ${words.join(', ')}\n`);
  say('kinds of report ("kind")', reportKinds(known));
  say('kinds of weapon and of people ("of", "weapon.class")', KINDS);
  say('acts ("forbid", "permit")', [...COMMON_ACTIVITY_NAMES, ...Object.keys(known.activities)]);
  if (agreement === undefined) return EXIT.yes;
  say('its own weapons and things ("of")', [
    ...Object.keys(agreement.weapons ?? {}),
    ...Object.keys(agreement.things ?? {}),
  ]);
  say('its own facts ("fact")', Object.keys(agreement.events ?? {}));
  return EXIT.yes;
}
