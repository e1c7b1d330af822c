import { type Agreement, geometryHash } from '@armistice/core/agreement';
import { Button } from '@mantine/core';
import { type ChangeEvent, useId, useRef } from 'react';
import type { DrawnVersion } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { Code, Verbatim } from '../../ui/facts.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import type { DrawnGeometry } from './drawn-geometry.ts';
import styles from './lines-block.module.css';

/** A drawing of one's own is small; what is larger, no person drew. */
const MOST_BYTES = 20_000_000;
const SHAPES = { lines: 'a LineString or MultiLineString', zones: 'a Polygon or MultiPolygon' } as const;

interface LinesBlockProps {
  readonly agreement: Agreement;
  /** The versions in force. */
  readonly drawn: DrawnGeometry;
  /** Sections and names of what the reader has put in from a file. */
  readonly own: ReadonlySet<string>;
  readonly problems: readonly string[];
  readonly onDrawing: (version: DrawnVersion) => void;
  readonly onProblem: (says: string) => void;
}

type Section = DrawnVersion['section'];

interface Place {
  readonly section: Section;
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  readonly sides?: { readonly [party: string]: 'left' | 'right' };
}

/** Lines, and zones with an outline of their own: a belt is drawn by its line. */
function placesOf({ lines = {}, zones = {} }: Agreement): readonly Place[] {
  return [
    ...Object.entries(lines).map(([id, line]): Place => ({ section: 'lines', id, ...line })),
    ...Object.entries(zones)
      .filter(([, { belt }]) => belt === undefined)
      .map(([id, zone]): Place => ({ section: 'zones', id, ...zone })),
  ];
}

/** Whether there is anything in the text that a map could show. */
export function namesPlaces(agreement: Agreement): boolean {
  return placesOf(agreement).length > 0;
}

/** The lines and zones: whose side is where, where the geometry is from, and what to do where there is none. */
export function LinesBlock({
  agreement,
  drawn: geometry,
  own: ownNames,
  problems,
  onDrawing,
  onProblem,
}: LinesBlockProps) {
  const { t, number } = useSpeech();
  const parties = agreement.parties.map(({ id }) => id);
  const named = placesOf(agreement);
  if (named.length === 0) return null;
  return (
    <section className={styles.lines} aria-labelledby="lines-title">
      <h2 id="lines-title" className={styles.title}>
        {t('lines.title')}
      </h2>
      {named.map((line) => {
        const { section, id } = line;
        const drawn = [...geometry[section]].filter(({ name }) => name === id);
        const own = ownNames.has(`${section} ${id}`);
        const data = section === 'lines' ? { 'data-line': id } : { 'data-zone': id };
        return (
          <div key={`${section} ${id}`} className={styles.lineCard} {...data}>
            <h3>
              <Verbatim>{line.name}</Verbatim>
            </h3>
            {line.sides === undefined ? null : (
              <p>
                {Object.entries(line.sides).map(([party, hand]) => (
                  <span key={party} className={styles.side}>
                    <PartySymbol party={party} parties={parties} />
                    {t(hand === 'left' ? 'lines.left' : 'lines.right', {
                      party: agreement.parties.find((one) => one.id === party)?.name ?? party,
                    })}
                  </span>
                ))}
              </p>
            )}
            {line.note === undefined ? null : (
              <p className={styles.quiet}>
                <Verbatim>{line.note}</Verbatim>
              </p>
            )}
            {drawn.map(({ map, source, tolerance, hash, from }) => (
              <p key={`${map}${from}`} data-tolerance={tolerance}>
                {own
                  ? t('lines.own')
                  : tolerance > 0
                    ? t('lines.approximate', { tolerance: number(tolerance) })
                    : t('lines.exact')}{' '}
                {source === undefined ? null : (
                  <span className={styles.quiet}>
                    {t('clause.source')} <Verbatim>{source}</Verbatim>
                  </span>
                )}{' '}
                {hash === undefined ? null : <Code>{hash.slice(0, 19)}</Code>}
              </p>
            ))}
            {drawn.length > 0 && !own ? null : (
              <NoGeometry
                section={section}
                id={id}
                agreement={agreement}
                drawn={drawn.length > 0}
                onDrawing={onDrawing}
                onProblem={onProblem}
              />
            )}
          </div>
        );
      })}
      {problems.map((says) => (
        <p key={says} role="alert" className={styles.problem}>
          <Verbatim>{says}</Verbatim>
        </p>
      ))}
    </section>
  );
}

interface NoGeometryProps extends Pick<LinesBlockProps, 'agreement' | 'onDrawing' | 'onProblem'> {
  readonly section: Section;
  readonly id: string;
  readonly drawn: boolean;
}

/** Says that a line or zone has no geometry and what that means, and takes one from a file that stays in this browser. */
function NoGeometry({ section, id, agreement, drawn, onDrawing, onProblem }: NoGeometryProps) {
  const { t } = useSpeech();
  const chooser = useRef<HTMLInputElement>(null);
  const hint = useId();
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file === undefined) return;
    if (file.size > MOST_BYTES)
      return onProblem(`${file.name}: ${file.size} bytes; a drawing may have 20 MB`);
    try {
      const geojson: unknown = JSON.parse(await file.text());
      onDrawing({
        section,
        name: id,
        from: '0001-01-01T00:00:00Z',
        file: file.name,
        hash: geometryHash(geojson),
        geojson,
      });
    } catch {
      onProblem(`${file.name} is not JSON; give a GeoJSON file with ${SHAPES[section]}`);
    }
  };
  return (
    <div className={styles.noGeometry}>
      {drawn ? null : (
        <>
          <p>{t(section === 'lines' ? 'lines.none' : 'zones.none')}</p>
          <p id={hint}>{t('lines.howTo')}</p>
          <Code>{`npx armistice agreement evaluate agreements/${agreement.agreement}/agreement.yaml --${section === 'lines' ? 'line' : 'zone'} ${id}=file.geojson events.ndjson`}</Code>
          <p className={styles.quiet}>
            {t('lines.whereFile')} <Code>{`agreements/${agreement.agreement}/${section}/${id}.geojson`}</Code>
          </p>
        </>
      )}
      <input
        ref={chooser}
        hidden
        type="file"
        accept=".geojson,.json,application/geo+json"
        data-drawing-file={id}
        onChange={(event) => void take(event)}
      />
      <Button
        variant="outline"
        size="compact-md"
        onClick={() => chooser.current?.click()}
        aria-describedby={drawn ? undefined : hint}
      >
        {t('lines.choose')}
      </Button>
    </div>
  );
}
