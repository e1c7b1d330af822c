import { formatMoment, readMoment } from '@armistice/core/base';
import { type Report, reportKey } from '@armistice/core/mission';
import { type Account, reportId } from './account.ts';
import type { Observer } from './observer.ts';
import { type ExercisePlace, roughMetres } from './place.ts';
import type { Chance } from './random.ts';
import { textOf } from './words.ts';

// Media repeat what the parties and the districts say, and each other; half of the time they say from whom. And every
// source now and then sends the same thing twice.

const HOUR = 3_600_000;

/** An outlet's repetition of an account: the hour widened, the place blurred to a town. */
function repetition(place: ExercisePlace, outlet: Observer, account: Account, chance: Chance): Account {
  const { site } = outlet;
  const { report: said } = account;
  const at =
    account.at + Math.round(chance.between(0.5, 2) * HOUR + Math.min(20 * HOUR, chance.wait(5 * HOUR)));
  const { from, to } = said.occurred;
  const middle = (readMoment(from) ?? 0) / 2 + (readMoment(to) ?? 0) / 2;
  const half = chance.pick([1, 2, 3]) * HOUR;
  const { place: where } = said;
  if (where.type !== 'point' && where.type !== 'named')
    throw new RangeError(`what is told is told of a point or a name, not of a ${where.type}`);
  let [town] = place.towns;
  for (const one of place.towns)
    if (town === undefined || roughMetres(one.at, where.at) < roughMetres(town.at, where.at)) town = one;
  if (town === undefined) throw new RangeError('the place of the exercise has no towns');
  const radius = Math.ceil((roughMetres(town.at, where.at) + where.radius) / 500) * 500;
  const named = chance.happens(0.5);
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind: said.kind,
    occurred: { from: formatMoment(middle - half), to: formatMoment(middle + half), extent: 'instant' },
    place: { type: 'named', name: town.names[site.lang], at: town.at, radius },
    ...(said.count === undefined || chance.happens(0.3) ? {} : { count: said.count }),
    means: 'media',
    ...(said.weapon === undefined || chance.happens(0.4) ? {} : { weapon: said.weapon }),
    ...(said.persons === undefined ? {} : { persons: said.persons }),
    ...(said.actor === undefined || chance.happens(0.3) ? {} : { actor: said.actor }),
    ...(named ? { derivedFrom: [chance.happens(0.6) ? said.source : reportKey(said)] } : {}),
    text: textOf(site.lang, said.kind, said.count?.[1]),
    lang: site.lang,
  };
  const { incident } = account;
  return { at, report, role: 'repeat', of: said, ...(incident === undefined ? {} : { incident }) };
}

/** What the outlets make of what was told: a third is taken up by one, some of that by a second from the first. */
export function pressAccounts(
  place: ExercisePlace,
  outlets: readonly Observer[],
  told: readonly Account[],
  chance: Chance,
): readonly Account[] {
  const accounts: Account[] = [];
  for (const account of told) {
    if (outlets.length === 0 || !chance.happens(0.3)) continue;
    const first = chance.pick(outlets);
    const article = repetition(place, first, account, chance);
    accounts.push(article);
    const others = outlets.filter((one) => one !== first);
    if (others.length > 0 && chance.happens(0.3))
      accounts.push(repetition(place, chance.pick(others), article, chance));
  }
  return accounts;
}

/** The same thing sent again: under its own id after a lost answer, or by hand under a new one, now and then mended. */
export function resubmissions(accounts: readonly Account[], chance: Chance): readonly Account[] {
  const again: Account[] = [];
  for (const account of accounts) {
    const u = chance.unit();
    if (u >= 0.025) continue;
    const at = account.at + Math.round(60_000 + chance.wait(30 * 60_000));
    const { report } = account;
    const same = { ...account, at, role: 'resubmission' as const, of: report };
    if (u < 0.015) again.push(same);
    else if (u < 0.021) again.push({ ...same, report: { ...report, id: reportId(at, chance) } });
    else {
      const [least, most] = report.count ?? [1, 1];
      const count = [least, most + 1] as const;
      again.push({ ...same, report: { ...report, id: reportId(at, chance), count } });
    }
  }
  return again;
}
