import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { damaged, dice } from '../testing-damage.ts';
import { shutIn } from './cleaning.ts';
import { mediaTypeOf } from './media-type.ts';
import { chunk, pngOf, telltale, twoHalves, WORDS } from './testing.ts';

// A process for each, as the server has, would take a quarter of a second each and most of it to begin. Here one process, shut
// in as that one is, reads them one after the other: so one that does harm does it to those after it as well, and shows.

const UPLOADS = Number(process.env.DAMAGED_UPLOADS ?? 100);
const CLEANER = fileURLToPath(new URL('./testing-cleaner.ts', import.meta.url));
const LONG = 3 * 3_600_000;
/** As the server waits (cleaning.ts). */
const LIMIT_MS = 20_000;

const rows = (width: number, height: number) =>
  Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.concat([
        Buffer.of(y % 5),
        twoHalves(width, height).subarray(y * width * 4, (y + 1) * width * 4),
      ]),
    ),
  );
const noise = Buffer.from(Uint8Array.from({ length: 64 * 48 * 4 }, (_, at) => dice(at)(256)));

/** Whole pictures of each format: small and less small, with and without what cameras and programs write beside them. */
const WHOLE: { readonly [format: string]: readonly Buffer[] } = {
  jpeg: [telltale(), telltale(1), jpeg.encode({ width: 64, height: 48, data: noise }, 90).data],
  png: [
    pngOf(16, 8, deflateSync(rows(16, 8))),
    pngOf(64, 48, deflateSync(rows(64, 48)), chunk('tEXt', Buffer.from(`Author\0${WORDS}`, 'latin1'))),
  ],
};

/** A damaged picture. Of a PNG every other one is damaged within its sums: else these alone would be tried, and no decoder. */
function damagedPicture(format: string, seed: number): Buffer {
  const others = Object.values(WHOLE).flat();
  const other = others[seed % others.length] as Buffer;
  const whole = WHOLE[format] as readonly Buffer[];
  if (format !== 'png' || seed % 2 === 0)
    return Buffer.from(damaged(whole[seed % whole.length] as Buffer, other, seed));
  const below = dice(seed);
  const size = () => (below(8) === 0 ? below(70_000) : [16, 8, 64, 48][below(4)]) as number;
  const unpacked = below(2) === 0 ? rows(16, 8) : damaged(rows(16, 8), other, seed);
  const packed = deflateSync(unpacked);
  return pngOf(size(), size(), Buffer.from(below(2) === 0 ? packed : damaged(packed, other, seed)));
}

function goneOf(child: ReturnType<typeof shutIn>): Promise<'ended'> {
  return new Promise((done) => child.once('close', () => done('ended')));
}

/** The cleaner, begun again where a picture ended it: as the server has it, that picture is refused and the next goes on. */
class Cleaner {
  #child = shutIn(CLEANER);
  #gone = goneOf(this.#child);

  async outcomeOf(bytes: Buffer): Promise<'clean' | 'refused' | 'ended' | 'late'> {
    const child = this.#child;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    child.stdin.write(Buffer.concat([length, bytes]));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(done, LIMIT_MS, 'late');
    });
    const told = new Promise<number | undefined>((done) =>
      child.stdout.once('data', (answer: Buffer) => done(answer[0])),
    );
    const answer = await Promise.race([told, this.#gone, late]);
    clearTimeout(timer);
    if (answer === 1) return 'clean';
    if (answer === 0) return 'refused';
    child.kill('SIGKILL');
    this.#child = shutIn(CLEANER);
    this.#gone = goneOf(this.#child);
    return answer as 'ended' | 'late';
  }

  end(): void {
    this.#child.kill();
  }
}

describe(`${UPLOADS} damaged photographs`, () => {
  test.each(Object.keys(WHOLE))(
    'of the format %s are shown or refused, each in time, and do no harm to those after them',
    async (format) => {
      const whole = WHOLE[format] as readonly Buffer[];
      const cleaner = new Cleaner();
      const answers = { clean: 0, refused: 0, ended: 0, late: 0 };
      try {
        for (const picture of whole) expect(await cleaner.outcomeOf(picture)).toBe('clean');
        for (let seed = 0; seed < UPLOADS; seed++) {
          const bytes = damagedPicture(format, seed);
          // What has lost the mark of its format is refused by that, before a decoder sees it.
          if (mediaTypeOf(bytes) === undefined) answers.refused += 1;
          else answers[await cleaner.outcomeOf(bytes)] += 1;
        }
        for (const picture of whole) expect(await cleaner.outcomeOf(picture)).toBe('clean');
      } finally {
        cleaner.end();
      }
      expect(answers).toMatchObject({ ended: 0, late: 0 });
      expect([answers.clean > 0, answers.refused > 0]).toEqual([true, true]);
    },
    LONG,
  );
});
