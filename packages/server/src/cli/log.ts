import {
  applyKeyEntry,
  type Header,
  type KeyRegister,
  NO_KEYS,
  openRegister,
  parseSignedCheckpoint,
  type ReadEntry,
  readEntries,
} from '@armistice/core/record';
import { openPart } from '../record/seal.ts';
import { type Command, CommandError, EXIT, type Io, usageError } from './command.ts';
import { entryLines, fieldLines } from './entry-lines.ts';
import { readOptions, wholeNumber } from './options.ts';
import { openPlace } from './place.ts';
import { entries as countEntries } from './words.ts';

const NAME = 'log';

const USAGE = `armistice log <folder | url> [options]

Reads the log as a person would: every entry with its time, kind, author and what it says. It proves nothing: see
armistice verify.

  --from <entry>          the first entry shown (default: the last twenty)
  --limit <n>             how many at most (default 20)
  --kind <word>           only entries of this kind
  --as <audience>         also what this audience may read; repeat the option
  --credential <token>    for an audience's packs behind an address
  --keys <folder>         keys that came another way
  --json                  one line of JSON for each entry instead`;

const OPTIONS = {
  from: { type: 'string' },
  limit: { type: 'string', default: '20' },
  kind: { type: 'string' },
  as: { type: 'string', multiple: true, default: [] as string[] },
  credential: { type: 'string' },
  keys: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Shown {
  readonly from: number;
  readonly limit: number;
  readonly kind: string | undefined;
  readonly json: boolean;
}

export const logCommand: Command = {
  name: NAME,
  summary: 'read the log as a person would',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [named, ...others] = positionals;
    if (named === undefined || others.length > 0)
      throw usageError(NAME, 'name one log: a folder or a web address');
    const { credential, keys } = values;
    const place = await openPlace(named, {
      ...(credential === undefined ? {} : { token: credential }),
      ...(keys === undefined ? {} : { keys }),
    });
    const checkpoint = parseSignedCheckpoint(
      new TextDecoder().decode((await place.source.read('checkpoint')) ?? new Uint8Array()),
    );
    if (!checkpoint.ok)
      throw new CommandError(checkpoint.refusal.message, 'verify the log, or ask another mirror');
    const { origin, size } = checkpoint.value;
    const limit = wholeNumber(NAME, 'limit', values.limit, 1);
    const from =
      values.from === undefined ? Math.max(0, size - limit) : wholeNumber(NAME, 'from', values.from, 0);
    if (!values.json) io.err(`${origin}, ${countEntries(size)}\n`);
    const all = readEntries(place.source, { size, from: 0, audiences: values.as, open: openPart });
    await show(all, { from, limit, kind: values.kind, json: values.json }, io);
    return EXIT.yes;
  },
};

/** Reads from the beginning, as authors are introduced there; shows what was asked for. */
async function show(all: AsyncIterable<ReadEntry>, shown: Shown, io: Io): Promise<void> {
  let register: KeyRegister = NO_KEYS;
  let left = shown.limit;
  for await (const entry of all) {
    register = learn(register, entry);
    const wanted =
      entry.index >= shown.from && (shown.kind === undefined || entry.header?.kind === shown.kind);
    if (!wanted) continue;
    io.out(shown.json ? `${JSON.stringify(plain(entry))}\n` : `${lines(entry, register).join('\n')}\n`);
    left -= 1;
    if (left === 0 || io.signal.aborted) return;
  }
}

function learn(register: KeyRegister, { index, header, leaf }: ReadEntry): KeyRegister {
  if (leaf.type !== 'open' || header === undefined) return register;
  if (index === 0) {
    const first = openRegister(header as Header);
    return first.ok ? first.value : register;
  }
  const grown = header.kind === 'key' ? applyKeyEntry(register, header, index) : undefined;
  return grown?.ok === true ? grown.value : register;
}

/** A key id says nothing to a person; whose key it is does. */
function lines(entry: ReadEntry, register: KeyRegister): string[] {
  const { header, leaf, index } = entry;
  const body = { ...entry.body, ...entry.withheld };
  const named = (text: string) => {
    const key = header === undefined ? undefined : register.keys.get(header.by);
    return key === undefined
      ? text
      : text.replace(key.id, key.subject === key.role ? key.role : `${key.subject} (${key.role})`);
  };
  if (leaf.type === 'sealed' && header !== undefined) {
    const opened = entryLines(index, { type: 'open', header });
    return [...opened.map(named).filter((line) => !line.startsWith('  commits to')), ...fieldLines(body)];
  }
  const shown = entryLines(index, leaf).map(named);
  const isOpen = header === undefined || 'open' in header.body;
  return isOpen ? shown : [...shown, ...fieldLines(body)];
}

function plain({ index, leaf, header, body, withheld }: ReadEntry): object {
  return {
    index,
    ...(leaf.type === 'open' ? leaf.header : leaf.sealed),
    ...(header === undefined ? {} : { kind: header.kind }),
    fields: body,
    withheld,
  };
}
