import { Button } from '@mantine/core';
import { followed } from '../../address.ts';
import type { DeedName } from '../../casework/casework.tsx';
import { Clocks } from '../../casework/clocks.tsx';
import { TeamGone } from '../../casework/team-gone.tsx';
import type { Written } from '../../casework/use-deed.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { clauseAnchor } from '../agreement/clause-anchor.ts';
import { Deeds } from './deeds.tsx';
import { type Opened, OpenForm } from './open-form.tsx';
import styles from './queue.module.css';
import { type QueueRow, type RiskReason, teamDue } from './queue.ts';
import { RiskSign } from './queue-row.tsx';
import { Reports } from './reports-read.tsx';
import { MANY_NEAR } from './use-reasons.ts';

interface PaneProps {
  readonly row: QueueRow;
  readonly now: number;
  readonly handle: string;
  /** The form that is open for it. */
  readonly opened: Opened | undefined;
  /** It waits for nobody any more, and is held for what is being written on it. */
  readonly isOver: boolean;
  readonly keysOn: boolean;
  readonly onTake: () => void;
  readonly onRelease: () => void;
  readonly onForm: (name: DeedName, report?: string) => void;
  readonly onWritten: (written: Written) => void;
  /** Closes the form. */
  readonly onShut: () => void;
  readonly onClose: () => void;
}

/** What is being read: why it waits, how pressing it is, and what there is to decide on. */
export function ReadingPane({ row, now, handle, opened, onForm, onClose, ...of }: PaneProps) {
  const { r, word } = useRoom('queue');
  const { incident, needs } = row;
  return (
    <section className={styles.pane} aria-label={r('pane.title')} data-reading={row.id}>
      <Button className={styles.back ?? ''} variant="outline" size="xs" onClick={onClose}>
        {r('do.close')}
      </Button>
      <h2 tabIndex={-1}>
        {incident === undefined ? r(`need.${needs[0] ?? 'assess'}`) : word('kind', incident.kind)}
        {incident?.number === undefined ? null : (
          <>
            {' '}
            <bdi>{balanced(incident.number)}</bdi>
          </>
        )}
      </h2>
      <Why row={row} />
      <Deeds
        {...{ row, handle, keysOn: of.keysOn, onForm, onTake: of.onTake, onRelease: of.onRelease }}
        open={opened?.name}
      />
      {opened === undefined ? null : (
        <OpenForm {...{ opened, row, isOver: of.isOver, onWritten: of.onWritten, onClose: of.onShut }} />
      )}
      <Standing row={row} now={now} handle={handle} />
      <Risk row={row} />
      {incident === undefined ? null : (
        <>
          <h3>{r('pane.reports', { n: incident.reports })}</h3>
          <Reports
            key={incident.id}
            row={row}
            incident={incident.id}
            onGrade={(key) => onForm('grade', key)}
          />
        </>
      )}
    </section>
  );
}

/** What it waits for, in a sentence where the list's word is not enough. */
function Why({ row }: { readonly row: QueueRow }) {
  const { r } = useRoom('queue');
  const minute = useMinute();
  const { needs, complaint, bulletin, proposal, inquiry } = row;
  const to = (href: string, says: string) => (
    <a href={href} onClick={followed}>
      {says}
    </a>
  );
  return (
    <div className={styles.why}>
      <p>{needs.map((need) => r(`need.${need}`)).join(' · ')}</p>
      {complaint === undefined ? null : <p>{r('pane.party', { party: complaint.party })}</p>}
      {needs.includes('merge') ? <p>{r('pane.with')}</p> : null}
      {needs.includes('split') ? <p>{r('pane.part')}</p> : null}
      {needs.includes('ladder') ? <p>{r('pane.ladder')}</p> : null}
      {bulletin?.number === undefined ? null : (
        <p>{r('pane.erratum', { n: bulletin.touched ?? 1, bulletin: bulletin.number })}</p>
      )}
      {bulletin?.cutOff === undefined ? null : <p>{r('pane.bulletin', { when: minute(bulletin.cutOff) })}</p>}
      {bulletin === undefined ? null : <p>{to('/bulletins', r('pane.bulletins'))}</p>}
      {proposal === undefined ? null : (
        <p>
          {r('pane.proposal', { who: proposal.asked })} {to('/proposals', r('pane.proposals'))}
        </p>
      )}
      {inquiry === undefined ? null : (
        <>
          <p>{r('pane.asked', { asks: inquiry.asks })}</p>
          {inquiry.team === undefined ? null : (
            <>
              <p>{r('pane.team', { team: inquiry.team })}</p>
              <TeamGone team={inquiry.team} />
            </>
          )}
          {inquiry.risk === undefined ? null : <p>{r('pane.danger', { risk: inquiry.risk })}</p>}
        </>
      )}
    </div>
  );
}

function Standing({ row, now, handle }: Pick<PaneProps, 'row' | 'now' | 'handle'>) {
  const { r, t, word, number } = useRoom('queue');
  const minute = useMinute();
  const { incident, claim, since, act, area } = row;
  const team = teamDue(row);
  return (
    <Facts>
      <Fact name={r('filter.who')}>
        {claim === undefined ? (
          r('claim.nobody')
        ) : claim.by === handle ? (
          r('claim.mine')
        ) : (
          <bdi>{claim.by}</bdi>
        )}
        {claim?.handedBy === undefined ? null : ` · ${r('claim.handed', { who: claim.handedBy })}`}
        {claim?.until === undefined ? null : ` · ${r('claim.until', { when: minute(claim.until) })}`}
        {claim?.note === undefined ? null : (
          <>
            {' · '}
            <bdi>{balanced(claim.note)}</bdi>
          </>
        )}
      </Fact>
      <Fact name={r('order.clock')}>
        {act === undefined && team === undefined ? r('clock.none') : null}
        <Clocks {...{ act, now, minute }} team={team} saysWhose />
        {act === undefined && team === undefined ? ' · ' : null}
        <span className={styles.quiet}>{r('clock.since', { when: minute(since) })}</span>
      </Fact>
      {incident === undefined ? null : (
        <>
          <Fact name={t('axis.status')}>{word('status', incident.status)}</Fact>
          <Fact name={t('report.when')}>{minute(incident.occurred.from)}</Fact>
          <Fact name={t('report.count')}>
            {incident.count.min === incident.count.max
              ? number(incident.count.best)
              : `${number(incident.count.best)} (${number(incident.count.min)}–${number(incident.count.max)})`}
            {' · '}
            {r('pane.origins', { n: incident.origins })}
            {incident.kind === 'casualty' ? <span className={styles.quiet}> · {r('pane.mixed')}</span> : null}
          </Fact>
          <Fact name={r('pane.place')}>
            {area === undefined ? null : (
              <>
                <bdi>{area}</bdi>
                {' · '}
              </>
            )}
            <bdi dir="ltr">
              {incident.place.at[1].toFixed(4)}, {incident.place.at[0].toFixed(4)}
            </bdi>
          </Fact>
        </>
      )}
    </Facts>
  );
}

function Risk({ row }: { readonly row: QueueRow }) {
  const { r, number } = useRoom('queue');
  const { level, reasons } = row.risk;
  if (row.incident === undefined) return null;
  const said = r('risk.of', { level: r(`risk.${level}`) });
  return (
    <div className={styles.riskSaid}>
      <p>
        <RiskSign level={level} /> <strong>{said}</strong>
      </p>
      {reasons.length === 0 ? (
        <p className={styles.quiet}>{r('risk.none')}</p>
      ) : (
        <ul>
          {reasons.map((reason) => (
            <li key={reason.is}>
              <Reason reason={reason} /> <bdi className={styles.quiet}>+{number(reason.points)}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.quiet}>{r('risk.rule')}</p>
    </div>
  );
}

/** The clause of `agreement:clause`, by the number that the text has for it, with the way to its words. */
function ZoneClause({ named }: { readonly named: string }) {
  const { r } = useRoom('queue');
  const [agreement = '', clause = ''] = named.split(':');
  return (
    <a href={`/agreements/${agreement}#${clauseAnchor(clause)}`} onClick={followed}>
      {r('why.zone', { clause: r('why.clause', { clause }) })}
    </a>
  );
}

function Reason({ reason: { is, count = 0, clause = '' } }: { readonly reason: RiskReason }) {
  const { r } = useRoom('queue');
  switch (is) {
    case 'casualties':
      return r('why.casualties');
    case 'near':
      return count >= MANY_NEAR ? r('why.nearMany', { n: count }) : r('why.near', { n: count });
    case 'zone':
      return <ZoneClause named={clause} />;
    case 'fire-on-monitors':
    case 'heavy-weapon':
      return r(`why.${is}`);
  }
}
