import type { ReportView } from '@armistice/core/mission';
import { useSpeech } from '../../i18n/context.tsx';
import type { FiledReport } from '../../situation.ts';
import { Card } from '../../ui/card.tsx';
import { CircleDrawing } from '../../ui/circle-drawing.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { SectorDrawing } from '../../ui/sector-drawing.tsx';
import { SourceCalled } from '../../ui/source-called.tsx';
import type { Verification } from '../../verification/verify.ts';
import { countOf, whenOf, whereOf } from './describe.ts';
import styles from './first-page.module.css';
import { withheldIn } from './read-entry.ts';

interface ReportCardProps {
  readonly filed: FiledReport;
  readonly zone: string;
  /** Undefined until the record was read. */
  readonly verification: Verification | undefined;
}

export function ReportCard({ filed: { report, name, index }, zone, verification }: ReportCardProps) {
  const speech = useSpeech();
  const { t, word, number } = speech;
  const where = whereOf(report.place, speech);
  const withheld = withheldIn(verification?.entries.find((one) => one.index === index));
  return (
    <Card id="report" step={number(1)} title={t('step.report')} lead={t('report.lead')}>
      <div className={styles.beside}>
        <Facts>
          <Fact name={t('report.source')}>
            <SourceCalled source={report.source} name={name} />
          </Fact>
          <Fact name={t('report.kind')}>{word('kind', report.kind)}</Fact>
          {report.count === undefined ? null : (
            <Fact name={t('report.count')}>{countOf(report.count, speech)}</Fact>
          )}
          <Fact name={t('report.when')}>{whenOf(report.occurred, zone, speech)}</Fact>
          <Fact name={t('report.where')}>{where}</Fact>
          {report.means === undefined ? null : (
            <Fact name={t('report.means')}>{word('means', report.means)}</Fact>
          )}
          {report.phase === undefined ? null : (
            <Fact name={t('report.phase')}>{word('phase', report.phase)}</Fact>
          )}
          {report.weapon === undefined ? null : (
            <Fact name={t('report.weapon')}>{weaponOf(report.weapon, speech)}</Fact>
          )}
        </Facts>
        <Drawing place={report.place} says={where} />
      </div>
      {withheld === 0 ? null : <p className={styles.note}>{t('report.withheld', { n: withheld })}</p>}
    </Card>
  );
}

function Drawing({ place, says }: { readonly place: ReportView['place']; readonly says: string }) {
  const { t } = useSpeech();
  if (place.type === 'area') return null;
  return (
    <figure className={styles.figure}>
      {place.type === 'sector' ? (
        <SectorDrawing sector={place} says={says} />
      ) : (
        <CircleDrawing radius={place.radius} at={place.at} says={says} />
      )}
      <figcaption>{t(place.type === 'sector' ? 'footprint.says' : 'footprint.circleSays')}</figcaption>
    </figure>
  );
}

function weaponOf(
  weapon: NonNullable<ReportView['weapon']>,
  { t, word }: ReturnType<typeof useSpeech>,
): string {
  const name = word('weapon', weapon.class ?? '');
  return weapon.calibre === undefined ? name : t('report.calibre', { weapon: name, calibre: weapon.calibre });
}
