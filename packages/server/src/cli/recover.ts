import { recoverLog } from '../record/recovering.ts';
import { succeed } from '../record/succession.ts';
import { type Command, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { WRITER_OPTIONS, withLog } from './opened.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';
import { progressBar } from './progress.ts';

const NAME = 'recover';

const USAGE = `armistice recover <folder> --from <mirror folder | url> [--credential <token>]
armistice recover <folder>
armistice recover <folder> --succeed <new folder> --origin <new origin> --reason <text>

With --from: verifies the mirror, then refills what this folder lost from it. What the mirror shows otherwise than this
folder is never overwritten, but told.
Alone: makes tiles and packs anew from the write-ahead log, and checks them against everything that was signed.
With --succeed: ends this log, whose tail or key is lost for good. A new log begins that names the last checkpoint
which the quorum signed; this folder names its successor.`;

const OPTIONS = {
  ...WRITER_OPTIONS,
  from: { type: 'string' },
  credential: { type: 'string' },
  succeed: { type: 'string' },
  origin: { type: 'string' },
  reason: { type: 'string' },
} as const;

export const recoverCommand: Command = {
  name: NAME,
  summary: 'refill a lost tail from a mirror; rebuild tiles; end a log for good',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw usageError(NAME, 'name the folder of the log');
    if (values.succeed !== undefined) return end(folder, values, io);
    if (values.from !== undefined) await refill(folder, values.from, values.credential, io);
    const rebuild = values.from === undefined;
    return withLog(folder, { ...values, rebuild }, io, async ({ log }) => {
      await log.publish();
      io.err(`the log holds ${log.size()} entries, all published\n`);
      if (values.json) io.out(`${JSON.stringify({ ok: true, size: log.size() })}\n`);
      return EXIT.yes;
    });
  },
};

async function refill(folder: string, from: string, credential: string | undefined, io: Io): Promise<void> {
  const { source } = await openPlace(from, credential === undefined ? {} : { token: credential });
  const bars = { verifying: progressBar(io, 'verifying the mirror'), copying: progressBar(io, 'copying') };
  const found = await recoverLog(
    { folder, onProgress: (stage, done, total) => bars[stage].update(done, total) },
    source,
  );
  for (const bar of Object.values(bars)) bar.end();
  if (found.from === found.size) io.err('nothing was missing that the mirror holds\n');
  else io.err(`entries ${found.from} to ${found.size - 1} are back\n`);
  if (found.withoutBody > 0)
    io.err(
      `${found.withoutBody} restricted entries are back without their bodies, which the mirror does not hold\n`,
    );
}

async function end(
  folder: string,
  values: {
    readonly succeed?: string;
    readonly origin?: string;
    readonly reason?: string;
    readonly state?: string;
    readonly json: boolean;
  },
  io: Io,
): Promise<ExitCode> {
  const { succeed: fresh, origin, reason, state } = values;
  if (fresh === undefined || origin === undefined || reason === undefined)
    throw usageError(NAME, '--succeed needs --origin and --reason');
  const place = { folder: fresh, origin, ...(state === undefined ? {} : { state }) };
  const done = await succeed({ old: folder, fresh: place, reason });
  io.err(
    `${done.predecessor} ends at entry ${done.size - 1}, the last that its quorum signed; ${done.successor} goes on in ${fresh}. Give its policy (${fresh}/public/policy) to every party\n`,
  );
  if (values.json) io.out(`${JSON.stringify({ ok: true, ...done })}\n`);
  return EXIT.yes;
}
