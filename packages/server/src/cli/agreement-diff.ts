import { differencesBetween } from '@armistice/core/agreement';
import { agreementIn } from './agreement-file-argument.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/** `armistice agreement diff`: what changed, in words. Exit 0 where nothing did, 1 where something did. */
export async function diffAgreements(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions('agreement', args, { json: { type: 'boolean' } });
  const [before, after, ...others] = positionals;
  if (before === undefined || after === undefined || others.length > 0)
    throw usageError('agreement', 'diff takes two files, the earlier first');
  const found = differencesBetween(await agreementIn(before), await agreementIn(after));
  for (const one of found) {
    const fields = one.fields === undefined ? '' : ` (${one.fields.join(', ')})`;
    io.out(`${one.of}: ${one.change}${fields}\n`);
    if (one.before !== undefined) io.out(`  before: ${one.before}\n`);
    if (one.after !== undefined) io.out(`  after:  ${one.after}\n`);
  }
  if (values.json === true) io.out(`${JSON.stringify({ same: found.length === 0, differences: found })}\n`);
  io.err(found.length === 0 ? 'nothing differs\n' : `${found.length} differences\n`);
  return found.length === 0 ? EXIT.yes : EXIT.no;
}
