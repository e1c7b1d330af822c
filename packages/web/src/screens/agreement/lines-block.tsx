import type { Agreement } from '@armistice/core/agreement';
import { Button } from '@mantine/core';
import { type ChangeEvent, useId, useRef } from 'react';
import type { DrawnVersion } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { Code, Verbatim } from '../../ui/facts.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import type { DrawnLine } from './drawn-lines.ts';
import styles from './lines-block.module.css';

/** A line of one's own is small; what is larger is no line that a person drew. */
const MOST_BYTES = 20_000_000;

interface LinesBlockProps {
  readonly agreement: Agreement;
  readonly lines: readonly DrawnLine[];
  /** Names of the lines that the reader has put in from a file. */
  readonly own: ReadonlySet<string>;
  readonly problems: readonly string[];
  readonly onLine: (version: DrawnVersion) => void;
  readonly onProblem: (says: string) => void;
}

/** The lines of the agreement: whose side is where, where the geometry is from, and what to do where there is none. */
export function LinesBlock({ agreement, lines, own, problems, onLine, onProblem }: LinesBlockProps) {
  const { t, number } = useSpeech();
  const parties = agreement.parties.map(({ id }) => id);
  const named = Object.entries(agreement.lines ?? {});
  if (named.length === 0) return null;
  return (
    <section className={styles.lines} aria-labelledby="lines-title">
      <h2 id="lines-title" className={styles.title}>
        {t('lines.title')}
      </h2>
      {named.map(([id, line]) => {
        const drawn = lines.filter(({ name }) => name === id);
        return (
          <div key={id} className={styles.lineCard} data-line={id}>
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
                {own.has(id)
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
            {drawn.length > 0 && !own.has(id) ? null : (
              <NoGeometry
                id={id}
                agreement={agreement}
                drawn={drawn.length > 0}
                onLine={onLine}
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

interface NoGeometryProps extends Pick<LinesBlockProps, 'agreement' | 'onLine' | 'onProblem'> {
  readonly id: string;
  readonly drawn: boolean;
}

/** Says that a line has no geometry and what that means, and takes one from a file that stays in this browser. */
function NoGeometry({ id, agreement, drawn, onLine, onProblem }: NoGeometryProps) {
  const { t } = useSpeech();
  const chooser = useRef<HTMLInputElement>(null);
  const hint = useId();
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file === undefined) return;
    if (file.size > MOST_BYTES) return onProblem(`${file.name}: ${file.size} bytes; a line may have 20 MB`);
    try {
      const geojson: unknown = JSON.parse(await file.text());
      onLine({
        section: 'lines',
        name: id,
        from: '0001-01-01T00:00:00Z',
        file: file.name,
        hash: '',
        geojson,
      });
    } catch {
      onProblem(`${file.name} is not JSON; give a GeoJSON file with a LineString or MultiLineString`);
    }
  };
  return (
    <div className={styles.noGeometry}>
      {drawn ? null : (
        <>
          <p>{t('lines.none')}</p>
          <p id={hint}>{t('lines.howTo')}</p>
          <Code>{`npx armistice agreement evaluate agreements/${agreement.agreement}/agreement.yaml --line ${id}=file.geojson events.ndjson`}</Code>
          <p className={styles.quiet}>
            {t('lines.whereFile')} <Code>{`agreements/${agreement.agreement}/lines/${id}.geojson`}</Code>
          </p>
        </>
      )}
      <input
        ref={chooser}
        hidden
        type="file"
        accept=".geojson,.json,application/geo+json"
        data-line-file={id}
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
