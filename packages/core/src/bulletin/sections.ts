import { shownOf } from '../mission/index.ts';
import type { Block } from './document.ts';
import { incidentSaid } from './incident-said.ts';
import { term } from './labels/index.ts';
import { type Bulletin, HARM, type Period } from './model.ts';
import { figuresMarked, wordsBlock } from './own-errata.ts';
import type { Saying } from './said.ts';
import { capital } from './sentences/index.ts';
import { writtenIn } from './written.ts';

// The sections of a bulletin as blocks, in the order of the field's daily report.

/** Rows of the annex that HTML and PDF print; all of them are in the CSV. */
export const MOST_ROWS = 2000;

export function heading(say: Saying, id: Parameters<Saying['label']>[0]): Block {
  return { is: 'heading', id, text: say.label(id) };
}

function none(say: Saying): Block {
  return { is: 'paragraph', text: say.label('none') };
}

const SECTIONS =
  'summary findings areas zones kinds weapons harm fire taken facts access coverage corrections';

/** Sections that a bulletin of a type prints: a remark in another would stand in the record and in no file. */
export function sectionsIn(type: Bulletin['type']): readonly string[] {
  if (type === 'spot') return ['spot', 'findings', 'access', 'coverage'];
  return [...SECTIONS.split(' '), ...(type === 'weekly' ? ['trend'] : [])];
}

/** Remarks of people, in the section that they belong to. */
export function remarksIn(bulletin: Bulletin, say: Saying, section: string): readonly Block[] {
  return writtenIn({ remarks: bulletin.remarks }, bulletin.errata)
    .filter((one) => one.section === section)
    .map((written): Block => {
      const { text, lang = '', before } = written;
      const label = `${say.label('remark')} [${lang}]`;
      if (text !== null && before.length === 0) return { is: 'remark', label, text, lang };
      return wordsBlock(written, label, bulletin, say);
    });
}

export function summaryOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const compares = bulletin.periods.some(({ before }) => before !== undefined);
  const { inside, statuses } = bulletin;
  const exercise = bulletin.periods.reduce((sum, { classes }) => sum + (classes.exercise?.best ?? 0), 0);
  return [
    heading(say, 'summary'),
    { is: 'paragraph', text: say.label('summarySays') },
    ...(bulletin.subject === undefined ? [] : [{ is: 'paragraph' as const, text: say.label('subjectSays') }]),
    {
      is: 'table',
      caption: say.label('total'),
      columns: [
        ...(['period', 'figure', 'hours'] as const),
        ...(compares ? (['before', 'hoursBefore'] as const) : []),
        'apart' as const,
      ].map((key) => say.label(key)),
      rows: bulletin.periods.map((period) => periodRow(period, say, compares)),
    },
    ...figuresMarked(bulletin, say),
    ...bulletin.periods.flatMap((period): Block[] => {
      if (period.notAdded === undefined) return [];
      const { overlap, status } = period.notAdded;
      const told = say.label('notAdded', { n: say.number(overlap), m: say.number(status) });
      return [{ is: 'paragraph', text: `${say.stretch(period.from, period.to)}. ${told}` }];
    }),
    {
      is: 'paragraph',
      text: [
        say.label('shareExercise', { n: say.number(exercise) }),
        say.label('inside', { n: say.number(inside.inside), m: say.number(inside.of) }),
        incidentsSaid(bulletin, say),
        `${say.pair(say.label('byStatus'), statusesSaid(statuses, say))}.`,
      ].join(' '),
    },
    ...remarksIn(bulletin, say, 'summary'),
  ];
}

/** How many incidents there are; where nobody could observe and none is known, that, and never 0. */
function incidentsSaid({ incidents, kinds, coverage }: Bulletin, say: Saying): string {
  if (kinds.some((one) => one.incidents === 'suppressed'))
    return say.label('incidentsBut', { n: say.number(incidents) });
  const shows = shownOf({ min: incidents, best: incidents, max: incidents }, coverage.all);
  const n = shows.is === 'not-observed' ? say.shown(shows) : say.number(incidents);
  return say.label('incidentsSay', { n });
}

function statusesSaid(statuses: { readonly [status: string]: number }, say: Saying): string {
  const said = Object.entries(statuses).sort(([a], [b]) => (a < b ? -1 : 1));
  return said.length === 0
    ? '–'
    : say.list(said.map(([status, n]) => `${term(say.language, 'status', status)} ${say.number(n)}`));
}

function periodRow(period: Period, say: Saying, compares: boolean): readonly string[] {
  const { from, to, shows, classes, apart, undetermined, below, before } = period;
  const figure = say.list([
    say.shown(shows),
    ...(undetermined === undefined ? [] : [groupsSaid('undetermined', undetermined, say)]),
    ...(below === undefined ? [] : [groupsSaid('below', below, say)]),
  ]);
  const beside = say.list([
    ...Object.entries(classes).map(([name, range]) =>
      say.pair(term(say.language, 'kind', name), say.range(range)),
    ),
    say.apart(apart),
  ]);
  return [
    say.stretch(from, to),
    figure,
    say.hours(shows),
    ...(compares
      ? [
          before === undefined ? '–' : beforeSaid(before, say),
          before === undefined ? '–' : say.hours(before.shows),
        ]
      : []),
    beside || '–',
  ];
}

function groupsSaid(
  key: 'undetermined' | 'below',
  { groups, discharges }: NonNullable<Period['below']>,
  say: Saying,
): string {
  return say.label(key, { n: say.number(groups), m: say.range(discharges) });
}

function beforeSaid({ shows, bulletin, first, due }: NonNullable<Period['before']>, say: Saying): string {
  return say.list([
    say.shown(shows),
    bulletin === undefined ? say.label('anew') : say.label('asIn', { number: bulletin }),
    ...(first === undefined ? [] : [say.label('corrected', { n: say.range(first) })]),
    ...(due === undefined ? [] : [say.label('due', { n: say.range(due) })]),
  ]);
}

export function areasOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const table = (id: 'areas' | 'zones'): readonly Block[] => {
    const rows = bulletin[id];
    const remarks = remarksIn(bulletin, say, id);
    if (rows.length === 0)
      return id === 'zones' && remarks.length === 0 ? [] : [heading(say, id), none(say), ...remarks];
    const several = bulletin.periods.length > 1;
    return [
      heading(say, id),
      ...bulletin.periods.map(
        (period, at): Block => ({
          is: 'table',
          caption: several ? say.stretch(period.from, period.to) : say.label(id),
          columns: (['area', 'figure', 'hours', 'before', 'apart'] as const).map((key) => say.label(key)),
          rows: rows.map(({ area, periods }) => {
            const {
              shows,
              before,
              apart = {},
              elsewhere,
            } = periods[at] ?? { shows: { is: 'suppressed' as const } };
            const beside = [
              say.apart(apart),
              elsewhere === undefined ? '' : say.label('elsewhere', { n: say.number(elsewhere) }),
            ];
            return [
              say.name(area),
              say.shown(shows),
              say.hours(shows),
              before === undefined ? '–' : say.shown(before),
              say.list(beside) || '–',
            ];
          }),
        }),
      ),
      { is: 'paragraph', text: say.label(countsEach(bulletin.rule.unit) ? 'areasSay' : 'areasGroups') },
      ...remarks,
    ];
  };
  return [...table('areas'), ...table('zones')];
}

/** Whether a rule counts what was told one by one; the others count groups and hours, which areas cut into parts. */
function countsEach(unit: string): boolean {
  return unit === 'report' || unit === 'event';
}

export function kindsOfIncidents(bulletin: Bulletin, say: Saying): readonly Block[] {
  return [
    heading(say, 'kinds'),
    bulletin.kinds.length === 0
      ? none(say)
      : {
          is: 'table',
          caption: say.label('kinds'),
          columns: (['kind', 'incidents', 'status'] as const).map((key) => say.label(key)),
          rows: bulletin.kinds.map(({ kind, incidents, statuses }) => [
            term(say.language, 'kind', kind),
            incidents === 'suppressed' ? say.label('suppressed') : say.number(incidents),
            statusesSaid(statuses, say),
          ]),
        },
    ...remarksIn(bulletin, say, 'kinds'),
  ];
}

export function toldIn(
  bulletin: Bulletin,
  say: Saying,
  id: 'weapons' | 'harm' | 'fire' | 'findings' | 'taken',
): readonly Block[] {
  const rows = id === 'fire' ? bulletin.fireOnMonitors : bulletin[id];
  const hidden = id === 'harm' ? suppressedIn(bulletin, say) : [];
  return [
    heading(say, id),
    ...(id === 'weapons' && rows.length > 0
      ? [{ is: 'paragraph' as const, text: say.label('weaponsSay') }]
      : []),
    ...(rows.length === 0 && hidden.length === 0
      ? [id === 'findings' ? noFinding(bulletin, say) : none(say)]
      : rows.map((told): Block => incidentSaid(told, say))),
    ...hidden,
    ...remarksIn(bulletin, say, id),
  ];
}

/**
 * That no finding was adopted in the stretch; with it, where findings and positions on its own incidents stand: to say that
 * there are none would be untrue.
 */
function noFinding({ type, taken, spot }: Bulletin, say: Saying): Block {
  const rows = type === 'spot' ? (spot === undefined ? [] : [spot]) : taken;
  const names = rows
    .filter(({ findings, positions }) => findings.length > 0 || positions.length > 0)
    .map(({ number, id }) => say.foreign(number ?? id.slice(0, 8)))
    .join(say.label('and'));
  const title = say.label(type === 'spot' ? 'spotEvent' : 'taken');
  const below = names === '' ? '' : ` ${say.label('findingsBelow', { title, names })}`;
  return { is: 'paragraph', text: `${say.label('noFinding')}${below}` };
}

/** Kinds of harm that are there and not shown: to say that there are none would be untrue. */
function suppressedIn({ kinds }: Bulletin, say: Saying): readonly Block[] {
  const said = kinds
    .filter(({ kind, incidents }) => incidents === 'suppressed' && HARM.has(kind))
    .map(({ kind }) => say.pair(term(say.language, 'kind', kind), say.label('suppressed')));
  return said.length === 0 ? [] : [{ is: 'paragraph', text: `${capital(say.list(said))}.` }];
}
