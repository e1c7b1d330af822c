import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useMe } from '../../people/me.ts';
import { Actions } from '../../ui/panel.tsx';
import { CopyButton } from '../../ui/shown-once.tsx';
import { Tick } from '../../ui/tick.tsx';
import entrance from './entrance.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Codes that are shown once: to print or copy, and only left when they are kept. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { p } = usePeopleSpeech();
  const me = useMe();
  const [kept, setKept] = useState(false);
  return (
    <div className={entrance.codes}>
      <p>{p('codes.lead')}</p>
      {me === undefined || me.handle === '' ? null : (
        <p className={entrance.printed}>
          {p('codes.for', { handle: me.handle })} · {me.title}
        </p>
      )}
      <ul aria-label={p('codes.list')} dir="ltr" data-codes>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Actions>
        <CopyButton text={codes.join('\n')} />
        <Button variant="outline" onClick={() => window.print()}>
          {p('do.print')}
        </Button>
      </Actions>
      <div className={entrance.kept}>
        <Tick label={p('codes.kept')} description={p('codes.keep')} checked={kept} onTick={setKept} />
      </div>
      <Actions>
        <Button disabled={!kept} onClick={onDone}>
          {p('codes.go')}
        </Button>
      </Actions>
    </div>
  );
}
