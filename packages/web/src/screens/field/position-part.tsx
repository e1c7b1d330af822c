import { formatDegrees, formatGridReference } from '@armistice/core/notation';
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FieldDevice } from '../../field/device.ts';
import type { Around } from '../../field/form.ts';
import type { KeptPlace } from '../../field/kept.ts';
import { readPosition } from '../../field/positions.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Verbatim } from '../../ui/facts.tsx';
import styles from './field.module.css';

interface PositionPartProps {
  readonly name: string;
  readonly label: string;
  readonly value: Around | undefined;
  readonly onValue: (value: Around | undefined) => void;
  /** Whether the radius is asked for. */
  readonly radius?: boolean;
  readonly device: FieldDevice;
  readonly places: readonly KeptPlace[];
}

/** A position: where the device is, as somebody writes it, or one that was kept. */
export function PositionPart({
  name,
  label,
  value,
  onValue,
  radius = false,
  device,
  places,
}: PositionPartProps) {
  const { r } = useRoom('field');
  const [text, setText] = useState(() => (value === undefined ? '' : formatDegrees(value.at, 'minutes')));
  const [refused, setRefused] = useState<string>();
  const [finding, setFinding] = useState<'off' | 'on' | 'failed'>('off');
  // What is written or chosen while the device looks for itself is meant to stand.
  const search = useRef(0);
  const put = (around: Around) => {
    search.current += 1;
    setFinding('off');
    setRefused(undefined);
    setText(formatDegrees(around.at, 'minutes'));
    onValue(around);
  };
  const take = (written: string) => {
    search.current += 1;
    setFinding('off');
    setText(written);
    if (written.trim() === '') return onValue(undefined);
    const read = readPosition(written);
    setRefused(read.ok ? undefined : read.said);
    onValue(read.ok ? read.value : undefined);
  };
  const find = () => {
    setFinding('on');
    search.current += 1;
    const mine = search.current;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (search.current !== mine) return;
        // A browser says what holds 95 %; a Report what holds 90 %: the larger is never wrong.
        put({ at: rounded([coords.longitude, coords.latitude]), radius: Math.ceil(coords.accuracy) });
      },
      () => (search.current === mine ? setFinding('failed') : undefined),
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 60_000 },
    );
  };
  return (
    <div className={styles.group}>
      <TextInput
        label={label}
        description={r('position.says')}
        name={name}
        size="lg"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={refused === undefined ? undefined : <Verbatim>{refused}</Verbatim>}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <div className={styles.inline}>
        <Button variant="outline" size="lg" disabled={finding === 'on'} onClick={find} data-find={name}>
          {r(finding === 'on' ? 'position.finding' : 'position.here')}
        </Button>
        {finding === 'failed' ? (
          <p role="alert" className={styles.error}>
            {r('position.failed')}
          </p>
        ) : null}
      </div>
      <KeptPlaces {...{ name, places, put }} />
      {value === undefined ? null : <Notations value={value} />}
      {radius && value !== undefined ? (
        <NumberInput
          label={r('position.radius')}
          name={`${name}-radius`}
          size="lg"
          min={1}
          max={1_000_000}
          hideControls
          value={value.radius}
          onChange={(metres) =>
            typeof metres === 'number' ? onValue({ ...value, radius: metres }) : undefined
          }
        />
      ) : null}
      {value === undefined ? null : <Remember value={value} device={device} />}
    </div>
  );
}

function KeptPlaces({
  name,
  places,
  put,
}: {
  readonly name: string;
  readonly places: readonly KeptPlace[];
  readonly put: (around: Around) => void;
}) {
  const { r } = useRoom('field');
  if (places.length === 0) return null;
  return (
    <NativeSelect
      label={r('position.kept')}
      name={`${name}-kept`}
      size="lg"
      value=""
      data={[{ value: '', label: '—' }, ...places.map((one) => ({ value: one.name, label: one.name }))]}
      onChange={(event) => {
        const found = places.find((one) => one.name === event.currentTarget.value);
        if (found !== undefined) put({ at: found.at, radius: found.radius });
      }}
    />
  );
}

/** The same position in the other notations, to be read out or compared with a map. */
function Notations({ value: { at, radius } }: { readonly value: Around }) {
  const { r, number } = useRoom('field');
  const grid = formatGridReference(at);
  return (
    <p className={styles.quiet}>
      <span dir="ltr">{grid.ok ? `MGRS ${grid.value}` : formatDegrees(at, 'degrees')}</span>
      {' · '}
      {r('position.within', { metres: number(radius) })}
    </p>
  );
}

/** Keeps the position under a name, sealed on the device, for the next report. */
function Remember({ value, device }: { readonly value: Around; readonly device: FieldDevice }) {
  const { r } = useRoom('field');
  const [name, setName] = useState('');
  const [kept, setKept] = useState(false);
  const keep = async (): Promise<void> => {
    const { settings } = device.view();
    const others = settings.places.filter((one) => one.name !== name.trim());
    await device.save({ ...settings, places: [{ name: name.trim(), ...value }, ...others].slice(0, 50) });
    setKept(true);
  };
  return (
    <details className={styles.more}>
      <summary>{r('position.remember')}</summary>
      <div className={styles.inline}>
        <TextInput
          label={r('position.name')}
          size="lg"
          value={name}
          maxLength={60}
          onChange={(event) => {
            setKept(false);
            setName(event.currentTarget.value);
          }}
        />
        <Button variant="outline" size="lg" disabled={name.trim() === '' || kept} onClick={() => void keep()}>
          {r(kept ? 'position.isKept' : 'position.keep')}
        </Button>
      </div>
    </details>
  );
}

function rounded([longitude, latitude]: readonly [number, number]): readonly [number, number] {
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}
