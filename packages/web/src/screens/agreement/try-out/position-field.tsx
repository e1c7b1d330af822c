import type { Position } from '@armistice/core/geo';
import { formatDegrees, formatGridReference, readDegrees, readGridReference } from '@armistice/core/notation';
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import { Verbatim } from '../../../ui/facts.tsx';
import styles from './try-out.module.css';

interface PositionFieldProps {
  readonly at: Position | undefined;
  /** `radius` where the way it was written says how exact it is. */
  readonly onAt: (at: Position, radius: number | undefined) => void;
}

type Read = { readonly at: Position; readonly radius?: number } | { readonly refusal: string };

/** A place as people write it: degrees, degrees and minutes, or a grid reference. */
export function readPlace(text: string): Read {
  // Zone and band come first in every grid reference, and in no pair of degrees.
  if (/^\s*\d{1,2}\s*[C-X]\s*[A-Z]{2}/i.test(text)) {
    const grid = readGridReference(text);
    if (!grid.ok) return { refusal: grid.refusal.message };
    return { at: grid.value.at, radius: Math.ceil(grid.value.radius) };
  }
  const read = readDegrees(text);
  if (!read.ok) return { refusal: read.refusal.message };
  return Math.abs(read.value[1]) > 85 ? { refusal: 'lies beyond 85° of latitude' } : { at: read.value };
}

/** Where the event is, to be typed; and the same place in the other notations. */
export function PositionField({ at, onAt }: PositionFieldProps) {
  const { t } = useSpeech();
  const written = at === undefined ? '' : formatDegrees(at, 'minutes');
  const [text, setText] = useState(written);
  const [refusal, setRefusal] = useState<string>();
  useEffect(() => {
    setText(written);
    setRefusal(undefined);
  }, [written]);
  const take = () => {
    if (text.trim() === '' || text === written) return setRefusal(undefined);
    const read = readPlace(text);
    if ('refusal' in read) setRefusal(read.refusal);
    else {
      setRefusal(undefined);
      onAt(read.at, read.radius);
    }
  };
  const grid = at === undefined ? undefined : formatGridReference(at);
  return (
    <div className={styles.position}>
      <TextInput
        label={t('tryout.place')}
        description={t('tryout.placeHint')}
        value={text}
        dir="ltr"
        name="place"
        autoComplete="off"
        spellCheck={false}
        error={refusal === undefined ? undefined : <Verbatim>{refusal}</Verbatim>}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
      {at === undefined ? null : (
        <p className={styles.notations} dir="ltr">
          <span>{formatDegrees(at, 'degrees')}</span>
          {grid?.ok === true ? <span>MGRS {grid.value}</span> : null}
        </p>
      )}
    </div>
  );
}
