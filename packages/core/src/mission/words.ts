import {
  FIRST_YEAR,
  LAST_YEAR,
  misshapen,
  number,
  pair,
  readMoment,
  type Shape,
  text,
} from '../base/index.ts';

// Shapes that the bodies of several kinds of entry share.

/** A source, a post, a person's or a body's key: never a name of a person. */
export const handle = text({ max: 63, pattern: /^[a-z0-9][a-z0-9._-]*$/, what: 'a handle in small letters' });

/** A word of a list that a mission may lengthen. */
export const word = text({ max: 63, pattern: /^[a-z][a-z0-9-]*$/, what: 'a word in small letters' });

/** Key of a Report, and so the id of an incident: hexadecimal SHA-256 of source ‖ id. */
export const reportId = text({ max: 64, pattern: /^[0-9a-f]{64}$/, what: 'a key of 64 hexadecimal digits' });

/** `sha256:` and the hexadecimal hash of some bytes. */
export const hashId = text({
  max: 71,
  pattern: /^sha256:[0-9a-f]{64}$/,
  what: 'sha256: and 64 hexadecimal digits',
});

/** An agreement or a clause, as people quote it. */
export const quoted = text({
  max: 63,
  pattern: /^[a-z0-9][a-z0-9.()-]*$/i,
  what: 'a short id such as "2.a"',
});

/** Why something was decided, for everyone who may read the entry. */
export const reason = text({ max: 4000 });

/** Index of an entry, or a number of entries. */
export const entryIndex = number(0, Number.MAX_SAFE_INTEGER, 'index of an entry', true);

export const versionNumber = number(1, 1_000_000, 'version', true);

/** A time with its offset, read as text: the moment that it names is {@link readMoment}'s. */
export function moment(): Shape<string> {
  const shape = text({ max: 40, what: 'a time', format: 'date-time' });
  return {
    ...shape,
    read(value, path) {
      const given = shape.read(value, path);
      if (readMoment(given) !== undefined) return given;
      return misshapen(
        path,
        `must be a time such as 2026-11-20T21:03:10Z or …T22:03:10+01:00, from ${FIRST_YEAR} to ${LAST_YEAR}, not "${given}"`,
      );
    },
  };
}

/** A number interval, the lesser end first. */
export function range(item: Shape<number>): Shape<readonly [number, number]> {
  const shape = pair(item, item);
  return {
    ...shape,
    read(value, path) {
      const ends = shape.read(value, path);
      return ends[0] <= ends[1]
        ? ends
        : misshapen(path, `must give the lesser end first, not [${ends.join(', ')}]`);
    },
  };
}

/** A stretch of time: refuses one that ends before it begins. */
export function inOrder({ from, to }: { readonly from: string; readonly to: string }, path: string): void {
  const at = path === '' ? '' : `${path}.`;
  if ((readMoment(from) ?? 0) > (readMoment(to) ?? 0))
    misshapen(`${at}to`, `lies before ${at}from: from ${from} to ${to}`);
}

/** The same where either end may be left open; here the end does not belong to it. */
export function inOrderFromUntil(
  { from, until }: { readonly from: string | undefined; readonly until: string | undefined },
  path: string,
): void {
  if (from === undefined || until === undefined) return;
  if ((readMoment(from) ?? 0) >= (readMoment(until) ?? 0))
    misshapen(path === '' ? 'until' : `${path}.until`, `must lie after ${from}, and is ${until}`);
}

/** UTC milliseconds of a time that was read before; throws where it was not. */
export function millisecondsOf(time: string): number {
  const read = readMoment(time);
  if (read === undefined) throw new Error(`"${time}" is no time: it should have been refused on the way in`);
  return read;
}
