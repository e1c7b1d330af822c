import type { Io } from './command.ts';
import { runCommand } from './run.ts';

/** Runs `armistice agreement …` as a person would; `rows` are the lines of JSON that it wrote. */
export async function runAgreement(...line: readonly string[]) {
  let [out, err] = ['', ''];
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
  };
  const exit = await runCommand(['agreement', ...line], io);
  const rows = () => out.split('\n').flatMap((one) => (one.startsWith('{') ? [JSON.parse(one)] : []));
  return { exit, out, err, rows };
}
