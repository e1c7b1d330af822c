import { readFile } from 'node:fs/promises';
import { adviceOn } from '@armistice/core/agreement';
import { examineAgreementFile, placedIn } from '../intake/agreement-file.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/** `armistice agreement check`: what is wrong, and what is likely not meant. Exit 1 where the file cannot be used. */
export async function checkAgreement(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions('agreement', args, { json: { type: 'boolean' } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw usageError('agreement', 'check takes one file');
  const text = await readFile(file, 'utf8');
  const { agreement, problems } = await examineAgreementFile(file);
  const advice = agreement === undefined ? [] : adviceOn(agreement).map((one) => placedIn(text, one));
  for (const { message } of problems) io.out(`${file}, ${message}\n`);
  for (const { message } of advice) io.out(`advice: ${file}, ${message}\n`);
  if (agreement === undefined) io.err(`${problems.length} to mend before this is an agreement\n`);
  else
    io.err(`${agreement.agreement}: ${agreement.clauses.length} clauses read; ${advice.length} to look at\n`);
  if (values.json === true) {
    const clauses = agreement?.clauses.length ?? 0;
    io.out(`${JSON.stringify({ ok: agreement !== undefined, clauses, problems, advice })}\n`);
  }
  return agreement === undefined ? EXIT.no : EXIT.yes;
}
