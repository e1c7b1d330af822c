import { withoutOrigin } from '@armistice/core/geo';
import { REPORT_FIELDS, type Report, type ReportField } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { FieldEntry } from '../../field/kept.ts';
import { balanced } from '../../i18n/isolated.ts';
import { type RoomSpeech, useRoom } from '../../i18n/rooms.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { countOf, whereOf } from '../first-page/describe.ts';
import styles from './field.module.css';
import { LOCAL_ZONE } from './wording.ts';

type Name = keyof Report;
type Rows = readonly (readonly [name: string, value: string])[];

// In the order in which it is read out.
const ORDER = [
  'kind',
  'occurred',
  'place',
  'count',
  'means',
  'phase',
  'weapon',
  'persons',
  'text',
  'attachments',
  'consent',
  'observer',
  'source',
] as const satisfies readonly Name[];
type Shown = (typeof ORDER)[number];

/** What is about to be sent, in words: as the mission will read it, and as everyone will. */
export function Preview({
  what,
}: {
  readonly what: { readonly report: Report } | { readonly entry: FieldEntry };
}) {
  const speech = useRoom('field');
  const { r } = speech;
  if ('entry' in what)
    return (
      <section className={styles.preview} aria-label={r('preview.title')}>
        <h3>{r('preview.mission')}</h3>
        <RowList rows={entryRows(what.entry, speech)} />
        <p className={styles.quiet}>{r('preview.entry')}</p>
      </section>
    );
  const { report } = what;
  const isPublic = (name: Shown) =>
    REPORT_FIELDS[name].audience === (PUBLIC satisfies ReportField['audience']);
  const withheld = ORDER.filter((name) => report[name] !== undefined && !isPublic(name));
  const open: Report = { ...report, place: withoutOrigin(report.place) };
  return (
    <section className={styles.preview} aria-label={r('preview.title')}>
      <h3>{r('preview.mission')}</h3>
      <div data-preview="mission">
        <RowList rows={rowsOf(report, ORDER, speech)} />
      </div>
      <h3>{r('preview.public')}</h3>
      <div data-preview="public">
        <RowList rows={rowsOf(open, ORDER.filter(isPublic), speech)} />
      </div>
      {withheld.length === 0 ? null : (
        <p className={styles.quiet}>
          {r('preview.withheld', { fields: speech.list(withheld.map((name) => r(`field.${name}`))) })}
        </p>
      )}
      <p className={styles.quiet}>{r('preview.coarser')}</p>
    </section>
  );
}

function RowList({ rows }: { readonly rows: Rows }) {
  return (
    <Facts>
      {rows.map(([name, value]) => (
        <Fact key={name} name={name}>
          <bdi>{balanced(value)}</bdi>
        </Fact>
      ))}
    </Facts>
  );
}

function rowsOf(report: Report, names: readonly Shown[], speech: RoomSpeech<'field'>): Rows {
  return names
    .filter((name) => report[name] !== undefined)
    .map((name) => [speech.r(`field.${name}`), wordsOf(report, name, speech)]);
}

function wordsOf(report: Report, name: Shown, speech: RoomSpeech<'field'>): string {
  const { r, word, number } = speech;
  const { count, weapon, persons, attachments, observer } = report;
  switch (name) {
    case 'kind':
      return word('kind', report.kind);
    case 'occurred':
      return speech.span(report.occurred.from, report.occurred.to, LOCAL_ZONE);
    case 'place':
      return whereOf(report.place, speech);
    case 'count':
      return count === undefined ? '' : countOf(count, speech);
    case 'means':
      return word('means', report.means ?? '');
    case 'phase':
      return word('phase', report.phase ?? '');
    case 'weapon': {
      const of = weapon?.class === undefined ? [] : [word('weapon', weapon.class)];
      const mm = weapon?.calibre === undefined ? [] : [r('weapon.mm', { mm: number(weapon.calibre) })];
      return [...of, ...mm].join(', ');
    }
    case 'persons':
      return speech.list(
        (persons ?? []).map((one) => `${r(`persons.${one.status}`)}: ${countOf(one.count, speech)}`),
      );
    case 'text':
      return report.text ?? '';
    case 'attachments':
      return r('queue.photos', { n: attachments?.length ?? 0 });
    case 'consent':
      return report.consent === undefined ? '' : r(`consent.${report.consent}`);
    case 'observer':
      return observer === undefined ? '' : whereOf({ type: 'point', ...observer }, speech);
    case 'source':
      return report.source;
    default:
      return name satisfies never;
  }
}

function entryRows({ kind, body }: FieldEntry, speech: RoomSpeech<'field'>): Rows {
  const { r, word } = speech;
  const text = (name: string) => String(body[name] ?? '');
  const shared: Rows = [
    [r('field.kind'), r(`home.${kind}`)],
    [r('field.occurred'), speech.span(text('from'), text('to'), LOCAL_ZONE)],
    [r('area.title'), text('area')],
    [r('field.source'), text('source')],
  ];
  if (kind === 'coverage') return [...shared, [r('field.means'), word('means', text('means'))]];
  const answer = body.answer as 'denied' | 'delayed' | 'conditional';
  const reason: Rows = body.reason === undefined ? [] : [[r('access.reason'), text('reason')]];
  const minutes: Rows = body.minutes === undefined ? [] : [[r('access.minutes'), text('minutes')]];
  return [...shared, [r('access.answer'), r(`access.${answer}`)], ...minutes, ...reason];
}
