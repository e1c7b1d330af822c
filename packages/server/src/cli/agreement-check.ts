import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { adviceOn } from '@armistice/core/agreement';
import { examineAgreementFile, placedIn } from '../intake/agreement-file.ts';
import { runCases } from './agreement-cases.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/**
 * `armistice agreement check`: what is wrong, what is likely not meant, and which worked cases do not come out. Exit 1 where
 * the file cannot be used or a case does not come out.
 */
export async function checkAgreement(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions('agreement', args, {
    cases: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw usageError('agreement', 'check takes one file');
  const text = await readFile(file, 'utf8');
  const { agreement, problems } = await examineAgreementFile(file);
  const advice = agreement === undefined ? [] : adviceOn(agreement).map((one) => placedIn(text, one));
  for (const { message } of problems) io.out(`${file}, ${message}\n`);
  for (const { message } of advice) io.out(`advice: ${file}, ${message}\n`);
  const beside = values.cases ?? join(dirname(file), 'cases.yaml');
  if (agreement === undefined) io.err(`${problems.length} to mend before this is an agreement\n`);
  const tally =
    agreement === undefined || (values.cases === undefined && !existsSync(beside))
      ? undefined
      : await runCases(beside, agreement, io);
  if (agreement !== undefined) {
    const gaps = tally?.gaps ?? 0;
    const lack = gaps === 0 ? '' : `, ${gaps} of them worked cases that are missing`;
    io.err(
      `${agreement.agreement}: ${agreement.clauses.length} clauses read; ${advice.length + gaps} to look at${lack}\n`,
    );
  }
  const ok = agreement !== undefined && (tally?.failed ?? 0) === 0;
  if (values.json === true) {
    const clauses = agreement?.clauses.length ?? 0;
    io.out(`${JSON.stringify({ ok, clauses, problems, advice, ...(tally === undefined ? {} : tally) })}\n`);
  }
  return ok ? EXIT.yes : EXIT.no;
}
