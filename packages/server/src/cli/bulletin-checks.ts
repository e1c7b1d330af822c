import { readFile } from 'node:fs/promises';
import { type Draft, type Format, fileName } from '@armistice/core/bulletin';
import { type BulletinEntry, countingRuleNamed, type Published } from '@armistice/core/mission';
import { Maker, namedFile } from '../bulletin/maker.ts';
import { setsPdf } from '../bulletin/pdf.ts';
import { BulletinRefused } from '../bulletin/problems.ts';
import { mustBeOrderly } from '../bulletin/release.ts';
import { type Standing, standingOf } from '../bulletin/standing.ts';
import { CommandError, EXIT, type Io, usageError } from './command.ts';
import { folded } from './folded.ts';
import { wholeNumber } from './options.ts';
import type { Place } from './place.ts';

const NAME = 'bulletin';

/** What the command was told that concerns a look at all, or a draft. */
export interface Told {
  readonly newest: string;
  readonly draft?: string | undefined;
  readonly json: boolean;
}

/** Every hash of the newest bulletins, the oldest first: one fold of the record serves them all. */
export async function checkAll(place: Place, all: readonly Published[], values: Told, io: Io) {
  const newest = wholeNumber(NAME, 'newest', values.newest, 0);
  const looked = [...all].sort((a, b) => a.body.size - b.body.size || a.index - b.index);
  const maker = new Maker(place.source);
  const found: { readonly number: string; readonly is: Standing; readonly files: readonly string[] }[] = [];
  for (const one of newest === 0 ? looked : looked.slice(-newest)) {
    const { number } = one.body;
    const standing = await standingsOf(maker, one).catch(inWords);
    const worst = ORDER.find((is) => standing.some((file) => file.is === is)) ?? 'not-stated';
    const files = standing.filter(({ is }) => is === worst).map(({ file }) => file);
    found.push({ number, is: worst, files });
    const named = worst === 'same' || files.length === 0 ? '' : `: ${files.join(', ')}`;
    (values.json ? io.err : io.out)(`${number}  ${SAYS[worst]}${named}\n`);
  }
  const bad = found.filter(({ is }) => is === 'differs');
  const left = all.length - found.length;
  const said = `${found.length} of ${all.length} bulletins made again; ${bad.length} come out otherwise${left === 0 ? '' : `; ${left} older ones were not looked at (--newest 0)`}\n`;
  (values.json ? io.err : io.out)(said);
  if (values.json) io.out(`${JSON.stringify({ ok: bad.length === 0, bulletins: found, left })}\n`);
  if (bad.length > 0) return EXIT.no;
  return found.every(({ is }) => is === 'same') ? EXIT.yes : EXIT.partly;
}

const ORDER: readonly Standing[] = ['differs', 'other-edition', 'not-made', 'same'];
const SAYS: { readonly [standing in Standing]: string } = {
  same: 'every file that the entry names has the bytes that were published',
  differs: 'NOT the bytes that were published',
  'not-stated': 'its entry names no hashes',
  'other-edition': 'made by another edition of the program, and not compared',
  'not-made': 'the bytes that were published, but for what this machine cannot make',
};

/** Whether this machine makes files of that format: PDF has no library everywhere. */
export function isMade(format: Format): boolean {
  return format !== 'pdf' || setsPdf();
}

async function standingsOf(maker: Maker, { body, audience }: Published) {
  const standing: { readonly file: string; readonly is: Standing }[] = [];
  for (const named of Object.keys(body.files ?? {})) {
    const name = namedFile(named);
    if (!isMade(name.format)) {
      standing.push({ file: fileName(name), is: 'not-made' });
      continue;
    }
    const { hash, stated } = await maker.file(body, audience, name);
    standing.push({ file: fileName(name), is: standingOf(hash, stated, body.edition) });
  }
  return standing;
}

/** Drafts one from a file, and writes the entry that would publish it; the record stays as it is. */
export async function draftOn(place: Place, audience: string, values: Told, io: Io) {
  const asked = await draftIn(values.draft ?? '', io);
  const { rule, cutoff, size, lang: _lang, audience: _audience, ...rest } = asked;
  const state = await folded(place, audience);
  const found = countingRuleNamed(state, rule.rule, rule.version);
  if (found === undefined) throw new CommandError(`there is no counting rule ${rule.rule}`, 'take another');
  const issued = asked.issued ?? `${new Date().toISOString().slice(0, 19)}Z`;
  const draft = { ...rest, rule: { rule: found.rule, version: found.version }, issued };
  const upTo = {
    ...(cutoff === undefined ? {} : { cutoff: Date.parse(cutoff) }),
    ...(size === undefined ? {} : { size }),
  };
  const made = await Promise.resolve()
    .then(() => mustBeOrderly(draft))
    .then(() => new Maker(place.source).draft(draft, audience, upTo))
    .catch(inWords);
  const { figures, ...body } = made.body;
  // What is held back from anyone states no figures in its entry, which everyone can read.
  const entry: BulletinEntry =
    draft.release === undefined && figures !== undefined ? { ...body, figures } : body;
  for (const format of made.without) io.err(`note: this machine makes no ${format}; its entry names none\n`);
  io.out(`${JSON.stringify(entry, null, values.json ? 0 : 2)}\n`);
  return EXIT.yes;
}

type Asked = Omit<Draft, 'size' | 'tree' | 'rule'> & {
  readonly rule: { readonly rule: string; readonly version?: number };
  readonly cutoff?: string;
  readonly size?: number;
  /** Asked of the API; here the options say so. */
  readonly lang?: string;
  readonly audience?: string;
};

async function draftIn(path: string, io: Io): Promise<Asked> {
  let value: unknown;
  try {
    let text = '';
    if (path === '-') for await (const part of io.stdin) text += Buffer.from(part).toString('utf8');
    else text = await readFile(path, 'utf8');
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`the draft cannot be read: ${(error as Error).message}`, 'name a JSON file');
  }
  const { number, type, from, to, rule } = (value ?? {}) as { readonly [name: string]: unknown };
  const named = (rule as { readonly rule?: unknown } | undefined)?.rule;
  if ([number, type, from, to, named].some((one) => typeof one !== 'string'))
    throw usageError(NAME, 'a draft names number, type, from, to and rule.rule');
  return value as Asked;
}

export function inWords(error: unknown): never {
  if (error instanceof BulletinRefused)
    throw new CommandError(error.message, 'read the whole record that it was published from');
  throw error;
}
