import { shownOf } from '../mission/index.ts';
import type { Block } from './document.ts';
import { term } from './labels/index.ts';
import type { Bulletin, Period, Told } from './model.ts';
import type { Saying } from './said.ts';
import { sayAttribution, sayFinding, sayIndication, sayPositions, sayStatus } from './sentences/index.ts';

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
  return bulletin.remarks
    .filter((one) => one.section === section)
    .map(({ text, lang }) => ({ is: 'remark', label: `${say.label('remark')} [${lang}]`, text, lang }));
}

export function headerOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { rule, input, audience, cutoff, clock, issued, from, to, subject } = bulletin;
  const whom =
    audience === 'public'
      ? say.label('everyone')
      : audience === 'mission'
        ? say.label('missionOnly')
        : say.name(audience);
  const rows: (readonly [string, string])[] = [
    [say.label('number'), bulletin.number],
    ...(issued === undefined ? [] : [[say.label('issued'), say.time(issued)] as const]),
    [say.label('stretch'), say.stretch(from, to)],
    [say.label('cutoff'), say.time(cutoff)],
    [say.label('zone'), clock.zone],
    [say.label('audience'), whom],
    [
      say.label('agreement'),
      bulletin.agreements.map(({ title, version }) => `${title} (${version})`).join('; '),
    ],
    [say.label('rule'), `${rule.rule}, ${rule.version}: ${rule.says}`],
    [
      say.label('counted'),
      bulletin.statusesCounted.map((status) => term(say.language, 'status', status)).join('; '),
    ],
    [say.label('input'), say.label('inputSays', { n: say.number(input.size) })],
    ...(input.tree === undefined ? [] : [[say.label('tree'), input.tree] as const]),
    ...(subject === undefined
      ? []
      : [
          [
            say.label('subject'),
            `${subject.says} (${subject.kinds.map((kind) => term(say.language, 'kind', kind)).join(', ')})`,
          ] as const,
        ]),
  ];
  return [
    ...(bulletin.exercise ? [{ is: 'banner' as const, text: say.label('exercise') }] : []),
    { is: 'pairs', rows },
  ];
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
        `${say.label('byStatus')}: ${statusesSaid(statuses, say)}.`,
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
    : said.map(([status, n]) => `${term(say.language, 'status', status)} ${say.number(n)}`).join('; ');
}

function periodRow(period: Period, say: Saying, compares: boolean): readonly string[] {
  const { from, to, shows, classes, apart, undetermined, below, before } = period;
  const figure = [
    say.shown(shows),
    ...(undetermined === undefined ? [] : [groupsSaid('undetermined', undetermined, say)]),
    ...(below === undefined ? [] : [groupsSaid('below', below, say)]),
  ].join('; ');
  const beside = [
    ...Object.entries(classes).map(
      ([name, range]) => `${term(say.language, 'kind', name)}: ${say.range(range)}`,
    ),
    say.apart(apart),
  ].filter((part) => part !== '');
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
    beside.length === 0 ? '–' : beside.join('; '),
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
  return [
    say.shown(shows),
    bulletin === undefined ? say.label('anew') : say.label('asIn', { number: bulletin }),
    ...(first === undefined ? [] : [say.label('corrected', { n: say.range(first) })]),
    ...(due === undefined ? [] : [say.label('due', { n: say.range(due) })]),
  ].join('; ');
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
            const { shows, before, apart = {} } = periods[at] ?? { shows: { is: 'suppressed' as const } };
            return [
              say.name(area),
              say.shown(shows),
              say.hours(shows),
              before === undefined ? '–' : say.shown(before),
              say.apart(apart) || '–',
            ];
          }),
        }),
      ),
      ...remarks,
    ];
  };
  return [...table('areas'), ...table('zones')];
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

/** An incident in one paragraph: what, where, when, status, who, what is indicated, what was found and said of it. */
export function incidentSaid(told: Told, say: Saying): string {
  const { language } = say;
  const { number, id, kind, from, to, at, radius, zone, count, findings, positions, indications } = told;
  const name = number ?? id.slice(0, 8);
  const where = `${say.position(at)} (${say.label('within', { n: say.number(radius) })})${zone === undefined ? '' : `, ${say.name(zone)}`}`;
  const what = `${name}: ${term(language, 'kind', kind)}, ${say.range(count)}; ${say.stretch(from, to)}; ${where}`;
  const parts = [
    `${what}. ${sayStatus(language, told)}; ${sayAttribution(language, told, say.name)}.`,
    ...findings.map((finding) => {
      const own = positions.filter(
        ({ on, clause }) => on === 'finding' && (clause === undefined || clause === finding.clause),
      );
      const text = sayFinding(language, { ...finding, positions: own }, say.name, say.ahead(finding.on));
      return text.endsWith('.') ? text : `${text}.`;
    }),
    ...indications
      .filter(({ clause, outcome }) => outcome === 'breach' && !findings.some((one) => one.clause === clause))
      .map((one) => `${sayIndication(language, { ...one, because: [] })}.`),
    ...besideOf(told, say),
  ];
  return parts.join(' ');
}

/** Positions on anything but a finding: printed beside it, always. */
function besideOf({ positions, findings }: Told, say: Saying): readonly string[] {
  const rest = positions.filter(({ on }) => on !== 'finding' || findings.length === 0);
  if (rest.length === 0) return [];
  return [`${sayPositions(say.language, rest, say.name)}.`];
}

export function toldIn(
  bulletin: Bulletin,
  say: Saying,
  id: 'weapons' | 'harm' | 'fire' | 'findings' | 'taken',
): readonly Block[] {
  const rows = id === 'fire' ? bulletin.fireOnMonitors : bulletin[id];
  return [
    heading(say, id),
    ...(id === 'weapons' && rows.length > 0
      ? [{ is: 'paragraph' as const, text: say.label('weaponsSay') }]
      : []),
    ...(rows.length === 0
      ? [none(say)]
      : rows.map((told): Block => ({ is: 'paragraph', text: incidentSaid(told, say) }))),
    ...remarksIn(bulletin, say, id),
  ];
}
