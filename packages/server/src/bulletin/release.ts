import { readMoment } from '@armistice/core/base';
import { draftProblem } from '@armistice/core/bulletin';
import type { BulletinEntry } from '@armistice/core/mission';
import { BulletinRefused } from './problems.ts';

// Parties get a bulletin together, then partners, then everyone. What is held back is the document; that there is one, and
// over which entries, stands in the record for all from the moment it is published.

type Release = NonNullable<BulletinEntry['release']>;

/** What a draft and an entry both have. */
type OpenParts = Pick<BulletinEntry, 'type' | 'from' | 'to'> &
  Partial<Pick<BulletinEntry, 'release' | 'title' | 'remarks' | 'subject' | 'figures'>>;

/** Refuses what does not hold of a bulletin whatever is counted in it: drafted here or written by hand, it is held to the same. */
export function mustBeOrderly(bulletin: OpenParts): void {
  const refused = draftProblem(bulletin);
  if (refused !== undefined) throw new BulletinRefused(refused.code, refused.message);
  mustBeInOrder(bulletin.release);
  mustSayNothingOpen(bulletin);
}

/** Refuses an order in which the public or partners would come before the parties. */
function mustBeInOrder(release: Release | undefined): void {
  if (release === undefined) return;
  const [parties, partners, everyone] = [release.parties, release.partners, release.public].map(momentOf) as [
    number,
    number,
    number,
  ];
  if (parties > partners || partners > everyone)
    throw new BulletinRefused(
      'bulletin/stretch',
      'parties come first and at the same moment, then partners, then everyone: put release in that order',
    );
}

/**
 * The entry of what is held back is open from the moment it is written, and a seal cannot be lifted by the clock: it may
 * say nothing in words of its own, and state no figures.
 */
function mustSayNothingOpen({ release, title, remarks, subject, figures }: OpenParts): void {
  if (release === undefined) return;
  const said = Object.entries({ title, remarks, subject, figures }).find(([, words]) => words !== undefined);
  if (said !== undefined)
    throw new BulletinRefused(
      'bulletin/open-words',
      `everyone would read its ${said[0]} in the record before it is released to them: leave that out, or leave out release`,
    );
}

function momentOf(time: string): number {
  return readMoment(time) ?? 0;
}
