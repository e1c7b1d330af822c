import type { Agreement, Indication } from '@armistice/core/agreement';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import { Mark } from '../../../ui/sign.tsx';
import { speaking } from '../clause-areas.ts';
import type { TryOutHold } from '../use-try-out.ts';
import { Answers } from './answers.tsx';
import { PositionField } from './position-field.tsx';
import { Suppose } from './suppose.tsx';
import styles from './try-out.module.css';
import { firstTryOut } from './try-out.ts';
import { TryOutForm } from './try-out-form.tsx';

interface TryOutPanelProps {
  readonly agreement: Agreement;
  readonly hold: TryOutHold;
  readonly indications: readonly Indication[];
  readonly hasMap: boolean;
  readonly onLight: (clause: string | undefined) => void;
}

/** Drop an event, and read which clauses speak. Nothing of it is recorded, and it says so. */
export function TryOutPanel({ agreement, hold, indications, hasMap, onLight }: TryOutPanelProps) {
  const { t } = useSpeech();
  const { event, fault } = hold;
  const [opened, setOpened] = useState<boolean>();
  // On a small screen it is a sheet, which comes up by itself with an event.
  const open = opened ?? event !== undefined;
  const speak = speaking(indications).length;
  return (
    <section
      className={styles.panel}
      aria-labelledby="tryout-title"
      data-try-out={event !== undefined}
      data-open={open}
    >
      <div className={styles.head}>
        <h2 id="tryout-title">{t('tryout.title')}</h2>
        <Mark>{t('tryout.mark')}</Mark>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls="tryout-body"
          onClick={() => setOpened(!open)}
        >
          {t(open ? 'tryout.hide' : 'tryout.show')}
        </button>
      </div>
      <p className={event === undefined ? undefined : styles.summary} aria-live="polite" data-said="answers">
        {event === undefined ? null : speak === 0 ? t('answers.none') : t('answers.some', { n: speak })}
      </p>
      <div id="tryout-body" className={styles.body}>
        <p className={styles.quiet}>{t('tryout.says')}</p>
        {fault === undefined ? null : (
          <p role="alert" className={styles.fault}>
            {t('tryout.fault', { field: fault })}
          </p>
        )}
        {event === undefined ? (
          <div className={styles.begin}>
            <p>{t(hasMap ? 'tryout.begin' : 'tryout.beginTyped')}</p>
            <PositionField
              at={undefined}
              onAt={(at, radius) =>
                hold.put({ ...firstTryOut(agreement, at), ...(radius === undefined ? {} : { radius }) }, true)
              }
            />
          </div>
        ) : (
          <>
            <Answers agreement={agreement} indications={indications} onLight={onLight} />
            <Suppose
              agreement={agreement}
              event={event}
              indications={indications}
              onChange={(next) => hold.put(next, true)}
            />
            <TryOutForm agreement={agreement} event={event} onChange={(next) => hold.put(next, true)} />
          </>
        )}
        {event === undefined && !hold.canUndo ? null : (
          <div className={styles.actions}>
            <Button variant="outline" size="compact-md" onClick={hold.undo} disabled={!hold.canUndo}>
              {t('tryout.undo')}
            </Button>
            <Button variant="outline" size="compact-md" onClick={hold.clear} disabled={event === undefined}>
              {t('tryout.clear')}
            </Button>
            {event === undefined ? null : <CopyLink />}
          </div>
        )}
      </div>
    </section>
  );
}

/** The address holds the event; this puts it where it can be pasted. */
function CopyLink() {
  const { t } = useSpeech();
  const [copied, setCopied] = useState(false);
  if (navigator.clipboard === undefined) return null;
  const copy = () => {
    void navigator.clipboard.writeText(window.location.href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Button variant="outline" size="compact-md" onClick={copy}>
      {t(copied ? 'tryout.copied' : 'tryout.copy')}
    </Button>
  );
}
