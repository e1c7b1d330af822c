import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { CommandError, EXIT, type Io } from './command.ts';

const ENTER = /[\r\n]/;
const BREAK = '\u0003';
const RUBOUT = '\u007f';

/** Reads a passphrase: out of a file (its first line), or from the person at the keyboard, to whom nothing of it is shown. */
export async function passphraseOf(
  io: Io,
  { file, asks }: { readonly file: string | undefined; readonly asks: string },
): Promise<string> {
  const given = file === undefined ? await askFor(io, asks) : await firstLine(file);
  if (given === '')
    throw new CommandError('no passphrase was given', 'give one, or name a file that has it', EXIT.usage);
  return given;
}

async function firstLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CommandError(`the passphrase cannot be read: ${error.message}`, 'check the path', EXIT.usage);
  });
  return text.split(ENTER)[0] ?? '';
}

async function askFor(io: Io, asks: string): Promise<string> {
  io.err(`${asks}: `);
  const keyboard = io.stdin as Partial<NodeJS.ReadStream>;
  if (keyboard.isTTY === true) return hidden(keyboard as NodeJS.ReadStream, io);
  for await (const line of createInterface({ input: Readable.from(io.stdin) })) return line;
  return '';
}

/** Keys one by one, without the terminal showing them. */
function hidden(keyboard: NodeJS.ReadStream, io: Io): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      keyboard.off('data', take);
      keyboard.setRawMode(false);
      keyboard.pause();
      io.err('\n');
    };
    const take = (chunk: Buffer) => {
      for (const key of chunk.toString('utf8')) {
        if (key === BREAK) {
          end();
          reject(new CommandError('stopped', 'nothing was changed'));
          return;
        }
        if (ENTER.test(key)) {
          end();
          resolve(typed);
          return;
        }
        typed = key === RUBOUT ? typed.slice(0, -1) : typed + key;
      }
    };
    keyboard.setRawMode(true);
    keyboard.on('data', take);
    keyboard.resume();
  });
}
