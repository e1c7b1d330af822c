import type { Incident, PublishedRow } from '@armistice/core/mission';
import { formatJson, type Json } from '@armistice/core/record';
import { useSpeech } from '../../i18n/context.tsx';
import { Card } from '../../ui/card.tsx';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import { Verdict } from '../../ui/sign.tsx';
import styles from './first-page.module.css';

interface IncidentCardProps {
  readonly incident: Incident;
  /** The same incident as this browser computed it; undefined until it has. */
  readonly row: PublishedRow | undefined;
}

/** The incident with its five axes, each in its own words. */
export function IncidentCard({ incident, row }: IncidentCardProps) {
  const { t, word, number, list } = useSpeech();
  const { reports, origins } = incident;
  return (
    <Card id="incident" step={number(3)} title={t('step.incident')} lead={t('incident.lead')}>
      <Facts>
        <Fact name={t('incident.made')}>
          {list([t('incident.reports', { n: reports.length }), t('incident.origins', { n: origins })])}
        </Fact>
        <Fact wide name={t('incident.id')}>
          <Code>{incident.id}</Code>
        </Fact>
      </Facts>
      <h3 className={styles.subtitle}>{t('incident.axes')}</h3>
      <Facts>
        <Fact name={t('axis.grade')}>{t('grade.withheld')}</Fact>
        <Fact name={t('axis.status')}>
          <strong>{word('status', incident.status)}</strong>
        </Fact>
        <Fact name={t('axis.attribution')}>{word('attribution', incident.attribution)}</Fact>
        <Fact name={t('axis.finding')}>{word('finding', incident.finding)}</Fact>
        <Fact name={t('axis.resolution')}>{word('resolution', incident.resolution)}</Fact>
      </Facts>
      {row === undefined ? null : <SameAsComputed incident={incident} row={row} />}
    </Card>
  );
}

/** Whether the server shows what this browser folded out of the record. */
function SameAsComputed({ incident, row }: { readonly incident: Incident; readonly row: PublishedRow }) {
  const { t } = useSpeech();
  const same = formatJson(incident as unknown as Json) === formatJson(row.incident as unknown as Json);
  return (
    <p className={styles.note}>
      <Verdict standing={same ? 'yes' : 'no'}>{t(same ? 'page.shown' : 'page.differs')}</Verdict>
    </p>
  );
}
