import { hash, randomBytes } from 'node:crypto';

// What is shown once and kept as a hash: codes that people type, and tokens that programs send.

const CODE_BYTES = 16;
const CODE_LETTERS = 26;
const TOKEN_BYTES = 32;
// Without I, L, O and U, which are misread (Crockford's base 32).
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code of 128 random bits as people read and type it: groups of four letters and figures. */
export function newCode(): string {
  let rest = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`);
  let text = '';
  for (let i = 0; i < CODE_LETTERS; i++, rest >>= 5n) text = `${LETTERS[Number(rest & 31n)]}${text}`;
  return text.match(/.{1,4}/g)?.join('-') ?? '';
}

/** What is kept of a code: the same however it is typed, in small letters, with blanks, or with O for 0. */
export function hashOfCode(code: string): string {
  return hash('sha256', `code ${plainOf(code)}`, 'hex');
}

/** What is kept of each half where two were typed one after the other; undefined where it is not the length of two. */
export function hashesOfHalves(code: string): readonly [string, string] | undefined {
  const plain = plainOf(code);
  if (plain.length !== 2 * CODE_LETTERS) return undefined;
  return [hashOfCode(plain.slice(0, CODE_LETTERS)), hashOfCode(plain.slice(CODE_LETTERS))];
}

function plainOf(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** A token of 256 random bits for a program. */
export function newToken(): string {
  return `device-${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

/** What is kept of a token. */
export function hashOfToken(token: string): string {
  return hash('sha256', `token ${token}`, 'hex');
}

const LEAST = 12;
const MOST = 128;
// Of runs like these no password is made, wherever they begin.
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'йцукенгшщзх',
];
const COMMON = [
  'password',
  'passwort',
  'passw0rd',
  'letmein',
  'welcome',
  'iloveyou',
  'armistice',
  'ceasefire',
  'пароль',
];

/** Why a password is refused, in a sentence; undefined where it is taken. Any characters go, in any mixture. */
export function whyTooEasy(password: string, handle: string): string | undefined {
  const length = [...password].length;
  if (length < LEAST) return `it has ${length} characters, and ${LEAST} are the least`;
  if (length > MOST) return `it has ${length} characters, and ${MOST} are the most`;
  const small = password.toLowerCase();
  let rest = small;
  for (const word of [handle, ...COMMON]) rest = rest.replaceAll(word, '');
  for (const run of [...RUNS, ...RUNS.map((one) => [...one].toReversed().join(''))])
    rest = withoutRuns(rest, run);
  const kinds = new Set(rest).size;
  if (rest.length < LEAST / 2 || kinds < 5)
    return 'most of it is the handle, a common word, a row of keys, or one character again and again';
  return undefined;
}

/** Takes out pieces of four and more that stand in a run in that order. */
function withoutRuns(text: string, run: string): string {
  let rest = text;
  for (let from = 0; from + 4 <= run.length; from++)
    for (let to = run.length; to - from >= 4; to--) rest = rest.replaceAll(run.slice(from, to), '');
  return rest;
}
