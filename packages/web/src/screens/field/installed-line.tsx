import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type Installed, takeNewer } from '../../field/installing.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Sign } from '../../ui/sign.tsx';
import styles from './field.module.css';

/** Whether there is a network as far as the browser knows. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online;
}

/** Whether the form is on this device, whether there is a network, and whether a newer version is ready. */
export function InstalledLine({
  keep,
}: {
  readonly keep: (heard: (installed: Installed) => void) => () => void;
}) {
  const { r } = useRoom('field');
  const [{ offline, newer }, setInstalled] = useState<Installed>({ offline: false });
  const online = useOnline();
  useEffect(() => keep(setInstalled), [keep]);
  return (
    <>
      <p className={styles.status} role="status" data-offline-ready={offline}>
        <Sign standing={offline ? 'yes' : 'some'} />
        <span>
          {r(offline ? 'install.ready' : 'install.notYet')} {r(online ? 'install.online' : 'install.offline')}
        </span>
      </p>
      {newer === undefined ? null : (
        <div className={styles.notice}>
          <p>{r('install.newer')}</p>
          <Button onClick={() => takeNewer(newer)}>{r('install.take')}</Button>
        </div>
      )}
    </>
  );
}
