import { formatMoment, readMoment } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { allOf, contextReport, contextSource, type Dataset, withoutLinks } from './context.ts';
import { BadField, numberCell, slashDay } from './data-cells.ts';
import type { DatasetForm, DatasetRow } from './dataset-intake.ts';
import { articleHash, reportId } from './identity.ts';
import { localDays } from './local-days.ts';
import { type PostLink, readLinks } from './post-link.ts';
import type { Cells } from './table.ts';

// Bellingcat's civilian harm in Ukraine: incidents that people put together from posts and articles. Links lead to
// graphic material and to accounts of people, so none is kept: of each there remain a hash, the name of the platform, and
// for posts whose number tells it, the moment of posting.

export const BELLINGCAT: Dataset = {
  name: 'bellingcat',
  title: 'Bellingcat, Civilian Harm in Ukraine',
  licence: 'MIT, copyright 2024 Stichting Bellingcat',
  cite: 'Bellingcat, open-source-research-notebooks',
};

const COLUMNS = ['id', 'date', 'lat', 'lon', 'location', 'description', 'sources', 'associations'];
const CLOCK = 'Europe/Kyiv';

/** Metres that hold 90 %: the incidents are placed by geolocating their images. Ours; the file states no precision. */
const RADIUS = 500;

/** Classes of weapons as agreements name them, by what the file calls them; the rest keeps its name only. */
const WEAPONS: { readonly [system: string]: string } = {
  'Cluster munitions': 'cluster-munition',
  'Cruise missile': 'missile',
  'Ballistic missile': 'missile',
  'Anti-air missile': 'surface-to-air-missile',
  'HE rocket artillery': 'mlrs',
  'HE tube artillery': 'artillery',
  'Small arms': 'small-arms',
  'Loitering munition': 'uav',
  'Air strike': 'aircraft',
  'Land mines': 'mine',
};
const NO_WEAPON = ['Unknown', 'None', 'Undefined', ''];

/** Words of harm to people, in descriptions that are written in English. */
const CASUALTIES = /\b(killed|dead|died|dies|deaths?|injur\w*|wounded|casualt\w*|fatal\w*)\b/i;

export const BELLINGCAT_FORM: DatasetForm = { dataset: BELLINGCAT, columns: COLUMNS, read: readRow };

function readRow(cells: Cells): DatasetRow {
  const notes: string[] = [];
  const date = (cells.date ?? '').trim();
  const day = slashDay('date', date, 'month first');
  if (day === undefined) throw new BadField('date', date, 'is no day such as 02/24/2022');
  const at = [numberCell(cells, 'lon', -180, 180), numberCell(cells, 'lat', -90, 90)];
  const description = withoutLinks(cells.description ?? '');
  const name = withoutLinks(cells.location ?? '').slice(0, 200);
  const days = localDays(day, day, at[0] ?? 0, CLOCK);
  const weapon = weaponOf(cells);
  const fields = {
    kind: CASUALTIES.test(description) ? 'casualty' : 'damage',
    means: 'media',
    place: name === '' ? { type: 'point', at, radius: RADIUS } : { type: 'named', name, at, radius: RADIUS },
    ...(weapon === undefined ? {} : { weapon }),
  };
  const accounts = accountsOf(cells, notes);
  if (accounts.length > 1) notes.push('row split into its sources');
  const reports = accounts.map(({ account, links }) => {
    const source = contextSource(BELLINGCAT, account === '' ? undefined : account);
    const posts = links.map(({ address }) => articleHash(address));
    return contextReport(BELLINGCAT, {
      ...fields,
      id: reportId(
        BELLINGCAT.name,
        source,
        date,
        at.join(' '),
        description,
        name,
        cells.associations ?? '',
        ...posts,
      ),
      source,
      occurred: { ...untilPosted(days, links), extent: 'instant' },
      derivedFrom: posts.slice(0, 100),
      text: [description, typeOfArea(cells)].filter((line) => line !== '').join('\n'),
    });
  });
  return { reports: allOf(reports), notes };
}

interface Account {
  readonly account: string;
  readonly links: PostLink[];
}

/** The sources of a row, each with its posts. A row without a source, or with hidden ones, is told by the data set. */
function accountsOf(cells: Cells, notes: string[]): readonly Account[] {
  const { links, hidden, unread } = readLinks(cells.sources ?? '');
  if (hidden > 0) notes.push('a source is hidden by the authors');
  if (unread > 0) notes.push('a source is no link');
  const accounts = new Map<string, Account>();
  for (const link of links) {
    const one = accounts.get(link.account) ?? { account: link.account, links: [] };
    accounts.set(link.account, one);
    if (!one.links.some(({ address }) => address === link.address)) one.links.push(link);
  }
  if (hidden > 0) accounts.set('hidden', { account: 'hidden', links: [] });
  return accounts.size === 0 ? [{ account: '', links: [] }] : [...accounts.values()];
}

/** What was posted on the day happened before it was posted. */
function untilPosted(
  days: { readonly from: string; readonly to: string },
  links: readonly PostLink[],
): Pick<Report['occurred'], 'from' | 'to'> {
  const [begin = 0, end = 0] = [readMoment(days.from), readMoment(days.to)];
  const posted = links.flatMap(({ posted }) => posted ?? []).filter((at) => at > begin && at < end);
  return posted.length === 0
    ? days
    : { from: days.from, to: formatMoment(Math.floor(Math.min(...posted) / 1000) * 1000) };
}

function associations(cells: Cells, name: string): string | undefined {
  const found = (cells.associations ?? '').split(',').find((one) => one.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

function weaponOf(cells: Cells): { readonly class?: string; readonly name: string } | undefined {
  const system = associations(cells, 'Weapon System') ?? '';
  if (NO_WEAPON.includes(system)) return undefined;
  const known = WEAPONS[system];
  return { ...(known === undefined ? {} : { class: known }), name: system.slice(0, 200) };
}

function typeOfArea(cells: Cells): string {
  const area = associations(cells, 'Type of area affected');
  return area === undefined ? '' : `Area affected: ${area}`;
}
