import type { Agreement } from '@armistice/core/agreement';
import { readAgreementFile } from '../intake/agreement-file.ts';
import { CommandError } from './command.ts';

/** The agreement in a file that a person named; where it cannot be used, the first fault and the way to all of them. */
export async function agreementIn(file: string): Promise<Agreement> {
  const read = await readAgreementFile(file);
  if (read.ok) return read.value;
  throw new CommandError(
    `${file}, ${read.refusal.message}`,
    `armistice agreement check ${file} lists everything`,
  );
}
