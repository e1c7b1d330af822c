import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClock } from '../../clock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { localAt, momentOf, offsetName } from '../../i18n/zones.ts';
import type { Stretch } from './reading.ts';
import styles from './timeline.module.css';
import { typedStretch } from './typed-stretch.ts';

const HOUR = 3_600_000;
const LAST = [6, 24, 72, 168, 720] as const;

interface TimeControlsProps {
  /** All that the timeline shows. */
  readonly whole: Stretch;
  readonly chosen: Stretch | undefined;
  readonly now: number;
  readonly nearer: boolean;
  readonly onChoose: (stretch: Stretch | undefined, movement?: string) => void;
  /** From then on, with whatever comes. */
  readonly onSince: (from: number) => void;
  readonly onNearer: () => void;
  readonly onWhole: () => void;
}

/** The stretch in two fields, and since when. */
export function TimeControls(props: TimeControlsProps) {
  const { whole, chosen, now, nearer, onChoose, onSince, onNearer, onWhole } = props;
  const { r } = useRoom('situation');
  const typed = (end: 'from' | 'to', at: number): boolean => {
    const stretch = typedStretch(end, at, { chosen, whole, now });
    if (stretch !== undefined) onChoose(stretch);
    return stretch !== undefined;
  };
  return (
    <div className={styles.controls}>
      {(['from', 'to'] as const).map((name) => (
        <Moment key={name} name={name} at={chosen?.[name]} now={now} onAt={(at) => typed(name, at)} />
      ))}
      <NativeSelect
        name="since"
        label={r('time.since')}
        value=""
        onChange={(event) => {
          const hours = Number(event.currentTarget.value);
          if (hours > 0) onSince(now - hours * HOUR);
        }}
        data={[
          { value: '', label: r('time.choose') },
          ...LAST.map((hours) => ({
            value: String(hours),
            label: hours < 48 ? r('length.hours', { n: hours }) : r('length.days', { n: hours / 24 }),
          })),
        ]}
      />
      <div className={styles.steps}>
        <Button variant="outline" disabled={chosen === undefined} onClick={onNearer}>
          {r('time.nearer')}
        </Button>
        <Button variant="outline" disabled={chosen === undefined && !nearer} onClick={onWhole}>
          {r('time.whole')}
        </Button>
      </div>
    </div>
  );
}

interface MomentProps {
  readonly name: 'from' | 'to';
  readonly at: number | undefined;
  readonly now: number;
  /** Answers whether it could be taken. */
  readonly onAt: (at: number) => boolean;
}

/** A moment that is taken once it is typed to its end: half a year is no year. */
function Moment({ name, at, now, onAt }: MomentProps) {
  const { r } = useRoom('situation');
  const { zone } = useClock();
  const [typed, type] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const take = () => {
    if (typed === undefined) return;
    const said = momentOf(typed, zone);
    const isTaken = said === undefined || onAt(said);
    setWrong(!isTaken);
    if (isTaken) type(undefined);
  };
  return (
    <TextInput
      type="datetime-local"
      name={name}
      label={r(`time.${name}`, { clock: offsetName(at ?? now, zone) })}
      value={typed ?? (at === undefined ? '' : localAt(at, zone))}
      error={wrong ? r('time.order') : undefined}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take();
      }}
    />
  );
}
