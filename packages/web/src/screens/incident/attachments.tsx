import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountReport } from '../../casework/account.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Code } from '../../ui/facts.tsx';
import styles from './incident.module.css';

/** What a report came with. A photograph is fetched when somebody asks for it; a graphic one is grey until they ask again. */
export function Attachments({ report }: { readonly report: AccountReport }) {
  const { r } = useRoom('incident');
  const all = report.report.attachments ?? [];
  if (all.length === 0) return null;
  return (
    <ul className={styles.attachments} aria-label={r('media.title')}>
      {all.map(({ sha256, type, graphic = false }) => (
        <li key={sha256}>
          {type.startsWith('image/') ? (
            <Picture sha256={sha256} report={report.key} graphic={graphic} />
          ) : (
            <>
              {type} <Code>{sha256}</Code>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

interface PictureProps {
  readonly sha256: string;
  readonly report: string;
  readonly graphic: boolean;
}

function Picture({ sha256, report, graphic }: PictureProps) {
  const { r } = useRoom('incident');
  const audience = useAudience();
  const [asked, setAsked] = useState(false);
  const [coloured, setColoured] = useState(!graphic);
  const [failed, setFailed] = useState(false);
  if (!asked)
    return (
      <div className={styles.veiled} data-graphic={graphic}>
        <p>{r(graphic ? 'media.graphic' : 'media.picture')}</p>
        <Button variant="outline" onClick={() => setAsked(true)}>
          {r(graphic ? 'media.showGrey' : 'media.show')}
        </Button>
      </div>
    );
  if (failed) return <p>{r('media.failed')}</p>;
  const query = new URLSearchParams({ audience, report });
  return (
    <figure className={styles.picture}>
      <img
        src={`/api/files/${sha256}?${query}`}
        alt={r('media.alt', { hash: sha256.slice(0, 12) })}
        className={coloured ? undefined : styles.grey}
        onError={() => setFailed(true)}
      />
      <figcaption>
        <Code>{sha256}</Code>
        {graphic ? (
          <Button variant="outline" onClick={() => setColoured(!coloured)}>
            {r(coloured ? 'media.grey' : 'media.colour')}
          </Button>
        ) : null}
      </figcaption>
    </figure>
  );
}
