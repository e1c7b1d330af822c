import { isWritten, namedWords, releasedFrom, wordsIn, wordsProblem } from '@armistice/core/bulletin';
import { type BulletinEntry, type ErratumEntry, MISSION } from '@armistice/core/mission';
import { formatJson, type Json, PUBLIC } from '@armistice/core/record';
import type { BulletinRow } from '../derived/bulletins.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { erratumFor, erratumList, FIGURES } from './erratum.ts';
import type { Making } from './making.ts';
import { BulletinRefused } from './problems.ts';
import { mustBeOrderly } from './release.ts';

/** What is about to be published, as the desk has it. */
export interface ToPublish {
  readonly kind: string;
  readonly audience: string;
  readonly body: { readonly [name: string]: Json };
}

interface Examiner {
  readonly mission: Mission;
  readonly making: Making;
}

/**
 * Refuses what says otherwise than the record: a bulletin whose input, figures or files do not come out, an erratum whose
 * figures do not. Two people agree to what a program can check; this is that program.
 */
export async function examine(on: Examiner, { kind, audience, body }: ToPublish): Promise<void> {
  if (kind === 'bulletin') await examineBulletin(on, audience, body as unknown as BulletinEntry);
  if (kind === 'erratum') await examineErratum(on, audience, body as unknown as ErratumEntry);
}

/**
 * What an examination rested on besides entries that stay as they are; undefined where it rested on nothing else. As long
 * as it is the same, so is what came of it.
 */
export async function restsOn(
  { mission }: Examiner,
  { kind, audience, body }: ToPublish,
): Promise<string | undefined> {
  if (kind !== 'erratum') return undefined;
  await mission.settled();
  const row = await mission.ask('bulletin', audience, { number: String(body.bulletin) });
  return JSON.stringify([row?.index, row?.due, row?.errata.map(({ index }) => index)]);
}

async function examineBulletin(
  { mission, making }: Examiner,
  audience: string,
  bulletin: BulletinEntry,
): Promise<void> {
  mustBeOrderly(bulletin);
  await mission.settled();
  // The fold lets a number be given out again to everyone after the mission's own: then it would name two bulletins.
  const named = audience === PUBLIC ? await mission.ask('bulletin', MISSION, bulletin) : undefined;
  if (named !== undefined && named.audience !== PUBLIC)
    throw new Problem('bulletin/number', `entry ${named.index} has the number ${bulletin.number}`);
  const field = await making.differs(bulletin, audience);
  if (field !== undefined) refuseFor(field, `bulletin ${bulletin.number}`);
}

async function examineErratum(
  { mission, making }: Examiner,
  audience: string,
  erratum: ErratumEntry,
): Promise<void> {
  await mission.settled();
  const row = await mission.ask('bulletin', audience, { number: erratum.bulletin });
  // To another audience it would tell what that one does not read, or change nothing.
  if (row?.audience !== audience) refuseFrom(audience, erratum);
  mustBeOpen(row);
  mustBeNamed(erratum);
  mustChange(erratum);
  const problem = wordsProblem(row.body, erratumList(row), erratum.changes);
  if (problem !== undefined) throw new BulletinRefused(problem.code, problem.message);
  const due = await erratumDue(making, row);
  const comes = (due?.changes ?? []) as unknown as ErratumEntry['changes'];
  const stated = erratum.changes.filter(({ figure }) => FIGURES.includes(figure));
  if (stated.length === 0 && comes.length > 0) return mustLeaveDue(erratum, row);
  const of = (list: ErratumEntry['changes'], name: string) => list.find(({ figure }) => figure === name);
  for (const name of FIGURES) {
    const [sent, come] = [of(stated, name), of(comes, name)];
    if (sent === undefined && come === undefined) continue;
    if (sent === undefined || come === undefined) refuseFor(`changes: ${name}`, erratum.bulletin);
    for (const side of ['was', 'is'] as const)
      if (formatJson(sent[side] as Json) !== formatJson(come[side] as Json))
        refuseFor(`changes: ${name}, ${side}`, `the erratum to ${erratum.bulletin}`);
  }
}

/** The entry of an erratum is open to its audience once it is written: so it waits until all of that are given what it is about. */
function mustBeOpen({ audience, body }: BulletinRow): void {
  const from = releasedFrom(audience, body);
  if (from > Date.now())
    throw new BulletinRefused(
      'bulletin/open-words',
      `${audience === PUBLIC ? 'everyone' : `the audience "${audience}"`} would read the erratum in the record, and ${body.number} is held back from them until ${new Date(from).toISOString()}: ask for it then`,
    );
}

function refuseFrom(audience: string, { bulletin }: ErratumEntry): never {
  throw new BulletinRefused(
    'bulletin/audience',
    `for the audience "${audience}" no bulletin ${bulletin} is published: send the erratum with the "audience" of the bulletin`,
  );
}

/** Two people agree to what is shown to them: a name that no bulletin has, and what stands beside words, is not. */
function mustBeNamed({ changes }: ErratumEntry): void {
  const stated = new Set<string>();
  for (const { figure, was, is } of changes) {
    if (!isWritten(figure)) {
      if (stated.has(figure))
        throw new BulletinRefused('bulletin/figure', `"${figure}" is stated twice: state it once`);
      stated.add(figure);
      if (FIGURES.includes(figure)) continue;
      throw new BulletinRefused(
        'bulletin/figure',
        `"${figure}" is no figure of a bulletin and no words in one: leave it out`,
      );
    }
    for (const side of [was, is]) {
      const words = wordsIn(figure, side);
      if (
        words === undefined ||
        formatJson(namedWords({ ...words, field: figure })) === formatJson(side as Json)
      )
        continue;
      throw new BulletinRefused(
        'bulletin/words',
        `"${figure}" in an erratum has its section, language and text alone: leave out all else`,
      );
    }
  }
}

function mustChange({ changes }: ErratumEntry): void {
  const same = changes.find(({ was, is }) => formatJson(was as Json) === formatJson(is as Json));
  if (same !== undefined)
    throw new BulletinRefused(
      'bulletin/unchanged',
      `"${same.figure}" is the same before and after: leave it out, or say what it is`,
    );
}

/** Words are in the words of those who agree to them; they settle nothing of the figures that came out otherwise. */
function mustLeaveDue({ bulletin, because }: ErratumEntry, { due }: BulletinRow): void {
  if (because !== undefined && !because.some((entry) => due.includes(entry))) return;
  throw new Problem(
    'bulletin/differs',
    `figures of ${bulletin} came out otherwise and this erratum states none: state them, or name in "because" only entries that it is about and that are not due`,
  );
}

/** An erratum with both figures of everything that came out otherwise; undefined where nothing did. */
export async function erratumDue(
  making: Making,
  row: BulletinRow,
): Promise<{ readonly [name: string]: Json } | undefined> {
  const { body, audience } = row;
  // What is held back states none in its entry: they are those that its files had.
  const first = (body.figures as Json | undefined) ?? (await making.atFirst(body, audience));
  return erratumFor(row, first, await making.now(body, audience));
}

function refuseFor(field: string, what: string): never {
  throw new Problem('bulletin/differs', `"${field}" of ${what} is not what the record gives: draft it again`);
}
