import { Button } from '@mantine/core';
import type { DeviceView, FieldDevice } from '../../field/device.ts';
import { isOwed } from '../../field/kept.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { Sign } from '../../ui/sign.tsx';
import styles from './field.module.css';
import { OutgoingRow } from './outgoing-row.tsx';
import type { Writing } from './parts.ts';
import { localMoment } from './wording.ts';

interface OutgoingListProps extends Writing {
  readonly view: DeviceView;
  readonly device: FieldDevice;
  /** Something was just sent: the first of the list has the focus, to say how it stands. */
  readonly arrives: boolean;
}

/** Every report that was sent or waits, each with how it stands. */
export function OutgoingList({ view, device, arrives, onWrite, onMend }: OutgoingListProps) {
  const { r } = useRoom('field');
  const owed = view.outgoing.filter(isOwed).length;
  return (
    <Panel title={r('queue.title')}>
      {view.unreadable > 0 ? (
        <p className={styles.notice} role="alert">
          {r('queue.unreadable', { n: view.unreadable })}
        </p>
      ) : null}
      {view.outgoing.length === 0 ? (
        <Empty title={r('queue.empty')} says={r('queue.emptyDo')} />
      ) : (
        <>
          <Held
            view={view}
            owed={owed}
            onSend={() => void (view.round?.held === 'clock' ? device.sendByThisClock() : device.send())}
          />
          <ul className={styles.rows}>
            {view.outgoing.map((item, at) => (
              <OutgoingRow
                key={item.id}
                arrives={arrives && at === 0}
                {...{ item, device, onWrite, onMend }}
              />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** What waits, why, and what to do about it. */
function Held({
  view: { sending, round },
  owed,
  onSend,
}: {
  readonly view: DeviceView;
  readonly owed: number;
  readonly onSend: () => void;
}) {
  const { r } = useRoom('field');
  if (owed === 0) return null;
  const why = sending ? 'sending' : (round?.held ?? 'later');
  return (
    <div className={styles.held} role="status" data-held={why}>
      <Sign standing={sending ? 'some' : 'none'} />
      <div>
        <p>{r('queue.owed', { n: owed })}</p>
        <p>{why === 'clock' ? <Clocks ahead={round?.ahead ?? 0} /> : r(`queue.${why}`)}</p>
        {why === 'sign-in' ? <a href="/sign-in">{r('queue.signInLink')}</a> : null}
      </div>
      <Button variant="outline" disabled={sending} onClick={onSend}>
        {r(why === 'clock' ? 'queue.sendByThisClock' : 'queue.sendNow')}
      </Button>
    </div>
  );
}

/** What the device's clock says, and what the server's. */
function Clocks({ ahead }: { readonly ahead: number }) {
  const speech = useRoom('field');
  const here = Date.now();
  const at = (moment: number) => localMoment(new Date(moment).toISOString(), speech);
  return speech.r('queue.clock', { here: at(here), there: at(here + ahead) });
}
