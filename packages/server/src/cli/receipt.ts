import { writeFile } from 'node:fs/promises';
import {
  cosignedPath,
  formatReceipt,
  parseBundle,
  parsePolicy,
  parseSignedCheckpoint,
  readTile,
  type SignedCheckpoint,
  TILE_WIDTH,
  tileWidth,
} from '@armistice/core/record';
import { readInclusionProof } from '../record/tree-reader.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { readOptions, wholeNumber } from './options.ts';
import { openPlace, type Place } from './place.ts';

const NAME = 'receipt';

const USAGE = `armistice receipt <folder | url> <entry> [--out <file>]

Writes a receipt (.tlog-proof) for one entry: the entry itself, its path to the root, and the signed checkpoint. It can
be checked for ever without the log: armistice verify --receipt <file> --policy <file>

  --out <file>   where to write it (default: standard output)`;

export const receiptCommand: Command = {
  name: NAME,
  summary: 'write a receipt that proves one entry offline',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, { out: { type: 'string' } });
    const [named, entry, ...others] = positionals;
    if (named === undefined || entry === undefined || others.length > 0)
      throw usageError(NAME, 'name the log and the number of one entry');
    const index = wholeNumber(NAME, 'entry', entry, 0);
    const place = await openPlace(named);
    const checkpoint = await bestCheckpoint(place, index);
    const read = (path: string) => place.source.read(path);
    const receipt = formatReceipt({
      extra: await readLeaf(place, index, checkpoint.size),
      index,
      path: await readInclusionProof(index, checkpoint.size, read),
      checkpoint,
    });
    if (values.out === undefined) io.out(receipt);
    else await writeFile(values.out, receipt);
    io.err(
      `receipt of entry ${index} under the checkpoint of ${checkpoint.size} entries, ${checkpoint.note.signatures.length} signature(s)\n`,
    );
    return EXIT.yes;
  },
};

/** The checkpoint with the most signatures that holds the entry: the newest, or an older one that witnesses cosigned. */
async function bestCheckpoint(place: Place, index: number): Promise<SignedCheckpoint> {
  const current = await readSigned(place, 'checkpoint');
  if (current === undefined)
    throw new CommandError('the log has no checkpoint yet', 'wait for its first one', EXIT.no);
  if (index >= current.size)
    throw new CommandError(
      `there is no entry ${index}: the log ends after entry ${current.size - 1}`,
      'check the number of the entry',
      EXIT.no,
    );
  const policy = parsePolicy(
    new TextDecoder().decode((await place.source.read('policy')) ?? new Uint8Array()),
  );
  const witnesses = policy.ok ? policy.value.witnesses : [];
  const cosigned = await Promise.all(witnesses.map((witness) => readSigned(place, cosignedPath(witness))));
  const holding = [current, ...cosigned].filter(
    (one): one is SignedCheckpoint => one !== undefined && one.size > index && one.size <= current.size,
  );
  return (
    mergeEqual(holding).sort(
      (a, b) => b.note.signatures.length - a.note.signatures.length || b.size - a.size,
    )[0] ?? current
  );
}

/** Cosignatures of one tree, kept apart for each witness, put together on one note. */
function mergeEqual(checkpoints: readonly SignedCheckpoint[]): SignedCheckpoint[] {
  const byText = new Map<string, SignedCheckpoint>();
  for (const checkpoint of checkpoints) {
    const known = byText.get(checkpoint.note.text);
    const signatures = [...(known?.note.signatures ?? []), ...checkpoint.note.signatures];
    const distinct = signatures.filter(
      (one, i) => signatures.findIndex((other) => other.name === one.name && other.keyId === one.keyId) === i,
    );
    byText.set(checkpoint.note.text, {
      ...checkpoint,
      note: { text: checkpoint.note.text, signatures: distinct },
    });
  }
  return [...byText.values()];
}

async function readSigned(place: Place, path: string): Promise<SignedCheckpoint | undefined> {
  const bytes = await place.source.read(path);
  const parsed = bytes === undefined ? undefined : parseSignedCheckpoint(new TextDecoder().decode(bytes));
  return parsed?.ok === true ? parsed.value : undefined;
}

async function readLeaf(place: Place, index: number, size: number): Promise<Uint8Array> {
  const bundle = Math.floor(index / TILE_WIDTH);
  const width = tileWidth('entries', bundle, size);
  const bytes = await readTile(place.source, 'entries', bundle, width);
  const slot = index % TILE_WIDTH;
  for (const tried of bytes === undefined ? [] : [width, TILE_WIDTH]) {
    const parsed = parseBundle(bytes as Uint8Array, tried);
    if (parsed.ok) return (bytes as Uint8Array).slice(parsed.value.starts[slot], parsed.value.ends[slot]);
  }
  throw new CommandError(
    `the bundle that holds entry ${index} is missing or damaged`,
    'verify the log, or ask another mirror',
    EXIT.no,
  );
}
