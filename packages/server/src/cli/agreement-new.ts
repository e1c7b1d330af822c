import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

const TEMPLATE = new URL('./agreement-template.yaml', import.meta.url);

/** `armistice agreement new`: a commented template, in a folder that is made if need be; never over a file that is there. */
export async function newAgreement(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = readOptions('agreement', args, {});
  const [file, ...others] = positionals;
  if (others.length > 0) throw usageError('agreement', 'new takes one file, or none');
  const template = await readFile(TEMPLATE, 'utf8');
  if (file === undefined) {
    io.out(template);
    return EXIT.yes;
  }
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, template, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CommandError(`${file} is there already`, 'give another name; nothing was written');
  }
  io.err(`${file} written: fill it in, then: armistice agreement check ${file}\n`);
  return EXIT.yes;
}
