import type { Agreement, ClauseProse, Indication } from '@armistice/core/agreement';
import { lazy, memo, Suspense } from 'react';
import { followed } from '../../address.ts';
import type { Certainty } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { Code, Verbatim } from '../../ui/facts.tsx';
import { CertaintyMark } from './certainty-mark.tsx';
import { clauseAnchor } from './clause-anchor.ts';
import type { ClausePlace } from './clause-areas.ts';
import styles from './clause-item.module.css';
import { OutcomeSign } from './try-out/outcome-sign.tsx';

// What the mission's record says of a clause is fetched beside the text, which is there before it.
const ClauseStanding = lazy(() =>
  import('./standing/clause-standing.tsx').then((part) => ({ default: part.ClauseStanding })),
);

interface ClauseItemProps {
  readonly prose: ClauseProse;
  readonly clause: Agreement['clauses'][number];
  readonly place: ClausePlace | undefined;
  /** Names of the lines, and keys of the areas, that the map shows. */
  readonly drawn: ReadonlySet<string>;
  readonly indication: Indication | undefined;
  /** It speaks of the place that somebody points at. */
  readonly marked: boolean;
  readonly chosen: boolean;
  /** The agreement, where this mission adopted it: then it is said where the clause stands. */
  readonly adopted: Agreement | undefined;
  readonly onLight: (clause: string | undefined) => void;
}

/** One clause: a sentence, where it comes from, how surely, and what the text leaves open. */
export const ClauseItem = memo(function ClauseItem(props: ClauseItemProps) {
  const { prose, clause, place, drawn, indication, marked, chosen, adopted, onLight } = props;
  const { t } = useSpeech();
  const certainty: Certainty = clause.anchor.certainty;
  return (
    <li
      id={clauseAnchor(prose.id)}
      className={styles.clause}
      data-clause={prose.id}
      data-marked={marked}
      data-chosen={chosen}
      onPointerEnter={(event) => {
        if (event.pointerType === 'mouse') onLight(prose.id);
      }}
      onPointerLeave={(event) => {
        if (event.pointerType === 'mouse') onLight(undefined);
      }}
      onFocus={() => onLight(prose.id)}
      onBlur={() => onLight(undefined)}
    >
      <div className={styles.clauseHead}>
        <h3>
          <a
            href={`#${clauseAnchor(prose.id)}`}
            aria-current={chosen ? 'true' : undefined}
            onClick={keepingQuery}
          >
            {t('clause.name', { id: prose.id })}
          </a>
        </h3>
        <span className={styles.article}>
          <Verbatim>{prose.article}</Verbatim>
          {prose.ref === undefined ? null : (
            <>
              {' '}
              <Code>{prose.ref}</Code>
            </>
          )}
        </span>
        {indication === undefined ? null : <OutcomeSign indication={indication} />}
      </div>
      <p className={styles.sentence} lang="en" dir="ltr">
        {prose.sentence}
      </p>
      <p className={styles.paraphrase}>
        <span className={styles.said}>{t('clause.text')}</span> <Verbatim>{prose.paraphrase}</Verbatim>
      </p>
      {prose.statedAs === undefined ? null : (
        <p className={styles.paraphrase}>
          <span className={styles.said}>{t('clause.statedAs')}</span> <Verbatim>{prose.statedAs}</Verbatim>
        </p>
      )}
      {prose.readings.length === 0 ? null : (
        <div className={styles.open}>
          <p className={styles.said}>{t('clause.open')}</p>
          <ul>
            {prose.readings.map((reading) => (
              <li key={reading} lang="en" dir="ltr">
                {reading}
              </li>
            ))}
          </ul>
        </div>
      )}
      {adopted === undefined ? null : (
        <Suspense>
          <ClauseStanding agreement={adopted} clause={prose.id} />
        </Suspense>
      )}
      <p className={styles.basis}>
        <CertaintyMark certainty={certainty} />
        <span>
          {t('clause.source')} <Verbatim>{prose.source}</Verbatim>
        </span>
        <WhereItSpeaks place={place} drawn={drawn} />
      </p>
    </li>
  );
});

/** Whether the map can show where a clause speaks. */
function WhereItSpeaks({
  place,
  drawn,
}: {
  readonly place: ClausePlace | undefined;
  readonly drawn: ReadonlySet<string>;
}) {
  const { t } = useSpeech();
  if (place === undefined) return null;
  const { areas, lines, open } = place;
  if (areas.length + lines.length + open.length === 0) return <span>{t('clause.anywhere')}</span>;
  const shown = [...areas, ...lines].some((key) => drawn.has(key));
  return <span>{t(shown ? 'clause.onMap' : 'clause.noGeometry')}</span>;
}

/** The event in the address stays when a clause is chosen. */
function keepingQuery(event: Parameters<typeof followed>[0]): void {
  const { hash } = event.currentTarget;
  event.currentTarget.href = `${window.location.pathname}${window.location.search}${hash}`;
  followed(event);
}
