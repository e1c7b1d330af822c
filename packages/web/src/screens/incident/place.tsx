import { readMoment } from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';
import { useQueries } from '@tanstack/react-query';
import { readOneAgreement } from '../../agreements.ts';
import type { Account } from '../../casework/account.ts';
import { useClock } from '../../clock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { drawnFrom, inForceAt } from '../agreement/drawn-geometry.ts';
import { coordinates, countOf, whenOf } from '../first-page/describe.ts';
import { FootprintDrawing } from './footprint-drawing.tsx';
import styles from './incident.module.css';

/** Where, when and how many, with the footprint among the lines of its time. */
export function PlacePanel({ account }: { readonly account: Account }) {
  const speech = useRoom('incident');
  const { r, t, word, number } = speech;
  const { zone } = useClock();
  const { incident, reports } = account;
  const lines = useLines(account);
  const { min, max } = incident.count;
  return (
    <Panel title={r('place.title')}>
      <FootprintDrawing
        place={incident.place}
        others={reports.map(({ made }) => made)}
        lines={lines}
        says={coordinates(incident.place.at, number)}
      />
      <p className={styles.quiet}>{r('place.says')}</p>
      {lines.length === 0 ? null : (
        <p className={styles.quiet}>
          {r('place.lines', { names: speech.list([...new Set(lines.map(({ name }) => name))]) })}
        </p>
      )}
      <Facts>
        <Fact name={t('report.kind')}>{word('kind', incident.kind)}</Fact>
        <Fact name={t('report.when')}>{whenOf(incident.occurred, zone, speech)}</Fact>
        <Fact name={t('report.count')}>
          {countOf([min, max], speech)}
          {min === max ? null : <> ({r('place.best', { n: incident.count.best })})</>}
          {incident.kind === 'casualty' ? <>; {r('place.mixed')}</> : null}
        </Fact>
        {incident.phase === undefined ? null : (
          <Fact name={t('report.phase')}>{word('phase', incident.phase)}</Fact>
        )}
        <Fact name={t('incident.made')}>
          {speech.list([
            t('incident.reports', { n: incident.reports.length }),
            t('incident.origins', { n: incident.origins }),
          ])}
        </Fact>
        {incident.diffuse ? <Fact name={r('place.diffuse')}>{r('place.diffuseSays')}</Fact> : null}
        <Fact wide name={t('incident.id')}>
          <Code>{incident.id}</Code>
        </Fact>
      </Facts>
    </Panel>
  );
}

/** Lines of the texts that were in force then, as they were drawn then. */
function useLines({ texts, incident }: Account) {
  const asked = useQueries({
    queries: texts.map(({ agreement }) => ({
      queryKey: ['agreement', agreement],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readOneAgreement(agreement, signal),
    })),
  });
  const at = readMoment(incident.occurred.to) ?? 0;
  return asked.flatMap(({ data }) =>
    data === undefined
      ? []
      : inForceAt(drawnFrom(data.agreement, data.geometry), at)
          .lines.map(({ name, parts }) => ({
            name,
            parts: parts.filter((part) => isNear(part, incident.place.at)),
          }))
          .filter(({ parts }) => parts.length > 0),
  );
}

const NEAR_DEGREES = 0.2;

/** Whether a part of a line comes anywhere near, by the box around it. */
function isNear(part: readonly Position[], [longitude, latitude]: Position): boolean {
  const [east, north] = [part.map(([one]) => one), part.map(([, one]) => one)];
  return (
    Math.min(...east) < longitude + NEAR_DEGREES &&
    Math.max(...east) > longitude - NEAR_DEGREES &&
    Math.min(...north) < latitude + NEAR_DEGREES &&
    Math.max(...north) > latitude - NEAR_DEGREES
  );
}
