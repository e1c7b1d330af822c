import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { usageError } from './command.ts';

/** Reads the words after a command's name; a wrong one is named, with the way to the command's help. */
export function readOptions<const T extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node adds advice about "--" that fits no option of ours.
    throw usageError(command, (error as Error).message.split('. ')[0] ?? '');
  }
}

/** A whole number of at least `least`, as an option was given. */
export function wholeNumber(command: string, option: string, text: string, least: number): number {
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : -1;
  if (value < least)
    throw usageError(command, `--${option} takes a whole number of at least ${least}, not "${text}"`);
  return value;
}
