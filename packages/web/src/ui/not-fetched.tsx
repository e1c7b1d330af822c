import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import styles from './not-fetched.module.css';

interface NotFetchedProps {
  readonly name: string;
  /** Fetches it once the server answers, and answers whether it came; left out, the page is fetched anew: a newer one may be there. */
  readonly onAgain?: () => Promise<boolean>;
}

/** It could not be fetched. Trying again asks first whether the server answers. */
export function NotFetched({ name, onAgain }: NotFetchedProps) {
  const { t } = useSpeech();
  const [state, setState] = useState<'told' | 'asking' | 'again'>('told');
  const again = async () => {
    setState('asking');
    try {
      await fetch(window.location.href, { method: 'HEAD', cache: 'no-store' });
      if (onAgain === undefined) window.location.reload();
      else if (!(await onAgain())) setState('told');
    } catch {
      setState('again');
    }
  };
  return (
    <div role="alert" className={styles.failed}>
      <p>{t('coming.failed', { name })}</p>
      {state === 'again' ? <p>{t('coming.still')}</p> : null}
      <Button onClick={() => void again()} data-again>
        {state === 'asking' ? t('page.loading') : t('coming.again')}
      </Button>
    </div>
  );
}
