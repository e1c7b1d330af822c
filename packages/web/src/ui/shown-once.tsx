import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import styles from './form.module.css';
import { Actions } from './panel.tsx';

interface ShownOnceProps {
  readonly title: string;
  readonly says: string;
  readonly secret: string;
  readonly children?: ReactNode;
}

/** A secret that the server tells one time only. */
export function ShownOnce({ title, says, secret, children }: ShownOnceProps) {
  return (
    <div className={styles.shownOnce} role="status" data-secret>
      <h3>{title}</h3>
      <p>{says}</p>
      <code className={styles.secret} dir="ltr">
        {secret}
      </code>
      <Actions>
        <CopyButton text={secret} />
        {children}
      </Actions>
    </div>
  );
}

/** Puts a text into the device's clipboard, and says so. */
export function CopyButton({ text }: { readonly text: string }) {
  const { p } = usePeopleSpeech();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Button variant="outline" onClick={copy}>
      <span aria-live="polite">{p(copied ? 'do.copied' : 'do.copy')}</span>
    </Button>
  );
}

/** That something was done. */
export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className={styles.done}>
      {children}
    </p>
  );
}
