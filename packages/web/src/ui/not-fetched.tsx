import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import styles from './not-fetched.module.css';

/** It could not be fetched. Trying again asks whether the server answers, and then fetches the page anew: a newer one may be there. */
export function NotFetched({ name }: { readonly name: string }) {
  const { t } = useSpeech();
  const [state, setState] = useState<'told' | 'asking' | 'again'>('told');
  const again = async () => {
    setState('asking');
    try {
      await fetch(window.location.href, { method: 'HEAD', cache: 'no-store' });
      window.location.reload();
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
