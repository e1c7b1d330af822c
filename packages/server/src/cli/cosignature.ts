import {
  checkSignature,
  equalBytes,
  parseSignatures,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  signaturesBy,
  type VerifierKey,
} from '@armistice/core/record';
import { readCheckpoint } from '../record/cosigning.ts';
import { nodeVerifier } from '../record/keys.ts';
import { type ReadPublic, readRoot } from '../record/tree-reader.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { WRITER_OPTIONS, withLog } from './opened.ts';
import { readOptions } from './options.ts';
import { readText } from './trust.ts';

const NAME = 'cosignature';

const USAGE = `armistice cosignature <folder> <file>

Takes in a co-signature that came by hand, as "armistice witness --once" writes it, and keeps it beside the log.
It must be by a witness of the policy, and over entries that this log still holds.`;

export const cosignatureCommand: Command = {
  name: NAME,
  summary: 'take in a co-signature that came by hand',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, WRITER_OPTIONS);
    const [folder, file, ...others] = positionals;
    if (folder === undefined || file === undefined || others.length > 0)
      throw usageError(NAME, 'name the folder of the log and the file of the co-signature');
    const text = await readText(file, 'the co-signature');
    return withLog(folder, values, io, async ({ log, disk }) => {
      const current = await readCheckpoint(disk);
      if (current === undefined)
        throw new CommandError('the log has no checkpoint yet', 'append something first');
      const checkpoint = cosignedIn(text, current);
      await refuseStranger(checkpoint, current, log.policy.logs[0]?.key, (path) =>
        disk.read(`public/${path}`),
      );
      let taken = 0;
      for (const witness of log.policy.witnesses) {
        const signed = await checkSignature(checkpoint.note, witness.key, nodeVerifier());
        const [signature] = signaturesBy(checkpoint.note, witness.key);
        if (signed.state !== 'valid' || signature === undefined) continue;
        await log.addCosignature(witness, checkpoint, signature);
        io.err(`co-signed by ${witness.name} up to entry ${checkpoint.size - 1}\n`);
        taken += 1;
      }
      if (taken === 0)
        throw new CommandError(
          'no signature in the file is by a witness of this log over these entries',
          'check that the file is the one which the witness wrote, and for this log',
        );
      if (values.json) io.out(`${JSON.stringify({ ok: true, taken })}\n`);
      return EXIT.yes;
    });
  },
};

/** What the witness signed: the whole cosigned checkpoint, as `--once` writes it, or signature lines on the present one. */
function cosignedIn(text: string, current: SignedCheckpoint): SignedCheckpoint {
  const whole = parseSignedCheckpoint(text);
  if (whole.ok) return whole.value;
  const lines = parseSignatures(text);
  if (lines.ok) return { ...current, note: { text: current.note.text, signatures: lines.value } };
  throw new CommandError(
    `this is no co-signature: ${lines.refusal.message}`,
    'ask the witness for the file again',
    EXIT.usage,
  );
}

/** A stick may come back when the log has grown: the checkpoint on it must be this log's own, and a prefix of what is here. */
async function refuseStranger(
  checkpoint: SignedCheckpoint,
  current: SignedCheckpoint,
  logKey: VerifierKey | undefined,
  read: ReadPublic,
): Promise<void> {
  if (checkpoint.note.text === current.note.text) return;
  const own =
    logKey === undefined ? 'absent' : (await checkSignature(checkpoint.note, logKey, nodeVerifier())).state;
  if (own !== 'valid' || checkpoint.origin !== current.origin)
    throw new CommandError(
      'the checkpoint in the file is not signed by this log',
      'check which log the file belongs to',
    );
  if (checkpoint.size > current.size)
    throw new CommandError(
      `the witness has co-signed ${checkpoint.size} entries, this folder holds ${current.size}: it was rolled back`,
      'take nothing in until the rest is back: armistice recover <folder> --from <mirror>',
    );
  if (!equalBytes(await readRoot(checkpoint.size, current.size, read), checkpoint.root))
    throw new CommandError(
      `the witness has co-signed other entries than this folder holds, under ${checkpoint.size} entries`,
      'keep both as they are: one log key has signed two histories. Show them to the parties',
    );
}
