import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatNote, type Policy, parseSignedCheckpoint, textOf } from '@armistice/core/record';
import { describeEvidence } from '../witness/accuse.ts';
import { type Look, Lookout } from '../witness/lookout.ts';
import { type Outcome, Witness, type WitnessWorld } from '../witness/service.ts';
import { CommandError, EXIT, type ExitCode, type Io } from './command.ts';
import { openPlace } from './place.ts';

interface OnceOptions {
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Co-signs the log in a folder, such as a USB stick, and writes the co-signature where it can be carried back. */
export async function cosignOnce(
  world: WitnessWorld,
  policy: Policy,
  folder: string,
  options: OnceOptions,
  io: Io,
): Promise<ExitCode> {
  const place = await openPlace(folder);
  if (place.folder === undefined)
    throw new CommandError('--once takes a folder', 'to watch a log at an address use --watch', EXIT.usage);
  const bytes = await place.source.read('checkpoint');
  const checkpoint = parseSignedCheckpoint(textOf(bytes ?? new Uint8Array()) ?? '');
  if (!checkpoint.ok)
    throw new CommandError(`${place.name}/checkpoint: ${checkpoint.refusal.message}`, 'copy the log again');
  const log = policy.logs.find(({ key }) => key.name === checkpoint.value.origin);
  if (log === undefined)
    throw new CommandError(
      `${place.name} holds the log ${checkpoint.value.origin}, which this witness does not watch`,
      'check the folder, or name that log with --log or --policy',
    );
  const witness = await Witness.open(world, [{ key: log.key, source: place.source, place: place.name }]);
  const [watched] = witness.watched;
  if (watched === undefined) throw new Error('a witness that was given a log watches none');
  // A stick does not change while it is read: what is missing on it is missing.
  const look = await new Lookout(world, witness, 0).look(watched);
  const outcome = await outcomeOf(look, witness);
  if (outcome === undefined) return accused(look, options.json, io);
  const missing = watched.state.complete ? '' : await caughtUp(witness, watched);
  const path = options.out ?? join(place.folder, `cosignature-${fileName(world.signer.key.name)}.txt`);
  const { note, origin } = checkpoint.value;
  const own = note.signatures.filter((signature) => signature.name === origin);
  // The whole checkpoint: the log may have grown when the stick comes back.
  await writeFile(path, `${formatNote({ text: note.text, signatures: own })}${outcome.lines}`);
  const { size } = outcome;
  if (options.json)
    io.out(`${JSON.stringify({ cosigned: size, file: path, ...(missing === '' ? {} : { missing }) })}\n`);
  else io.out(`co-signed ${log.key.name} up to its ${size} entries: ${path}\n`);
  if (missing === '') return EXIT.yes;
  io.err(
    `the hashes of its entries could not all be kept, so a later change could be seen but not named: ${missing}\n`,
  );
  return EXIT.partly;
}

/** The cosignature, also where the checkpoint is the one cosigned last; undefined where the log took something back. */
async function outcomeOf(
  look: Look,
  witness: Witness,
): Promise<Extract<Outcome, { answer: 'cosign' }> | undefined> {
  if (look.found === 'cosigned') return look.outcome;
  if (look.found === 'accused') return undefined;
  if (look.found === 'unchanged') {
    const { checkpoint } = look;
    const again = await witness.consider({ oldSize: checkpoint.size, proof: [], checkpoint });
    if (again.answer === 'cosign') return again;
    throw new CommandError(
      again.answer === 'conflict' ? 'the witness was asked meanwhile' : again.reason,
      'look into the folder of this witness: its disk may be full',
    );
  }
  throw new CommandError(
    look.found === 'unusable' ? look.reason : 'the folder holds less than was co-signed before',
    'copy the whole log again, and run "armistice verify" on it',
  );
}

function accused(look: Look, json: boolean, io: Io): ExitCode {
  if (look.found !== 'accused') return EXIT.no;
  const { evidence, path } = look;
  if (json)
    io.out(
      `${JSON.stringify({ cosigned: null, deed: evidence.kind, entry: evidence.index ?? null, evidence: path })}\n`,
    );
  else io.out(`NOT co-signed: ${describeEvidence(evidence)}\n`);
  io.err(
    'an older copy of the log looks the same as a log that was rolled back: ask for the newest one before you accuse\n',
  );
  return EXIT.no;
}

async function caughtUp(witness: Witness, watched: Witness['watched'][number]): Promise<string> {
  try {
    return (await witness.catchUp(watched)) ? '' : 'no source';
  } catch (error) {
    return (error as Error).message;
  }
}

/** A key's name as part of a file name: what a file system may not carry becomes a hyphen. */
function fileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
}
