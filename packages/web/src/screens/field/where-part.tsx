import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { placeOf } from '../../field/compose.ts';
import type { FieldDevice } from '../../field/device.ts';
import { type WhereMode, withChanges } from '../../field/form.ts';
import type { KeptPlace } from '../../field/kept.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { CircleDrawing } from '../../ui/circle-drawing.tsx';
import { SectorDrawing } from '../../ui/sector-drawing.tsx';
import { whereOf } from '../first-page/describe.ts';
import { BearingPart } from './bearing-part.tsx';
import { Chips } from './chips.tsx';
import { ErrorOf } from './error-of.tsx';
import styles from './field.module.css';
import type { PartProps, WhereProps } from './parts.ts';
import { PositionPart } from './position-part.tsx';

const MODES: readonly WhereMode[] = ['from-me', 'point', 'named', 'area'];

interface WherePartProps extends PartProps {
  readonly device: FieldDevice;
  readonly places: readonly KeptPlace[];
}

/** Where: from where one stands, or a place, or an area; drawn as soon as it can be. */
export function WherePart({ form, change, fault, device, places }: WherePartProps) {
  const { r } = useRoom('field');
  const { where } = form;
  const onWhere: WhereProps['onWhere'] = (some) => change((now) => ({ where: withChanges(now.where, some) }));
  const part = { where, onWhere };
  return (
    <div className={styles.group}>
      <Chips
        name="where"
        legend={r('where.title')}
        options={MODES.map((mode) => [mode, r(`where.${mode}`)])}
        value={where.mode}
        onChange={(mode) => onWhere({ mode })}
      />
      {where.mode === 'from-me' ? <FromMe {...{ ...part, fault, device, places }} /> : null}
      {where.mode === 'named' ? (
        <TextInput
          label={r('where.name')}
          description={r('where.nameSays')}
          name="place-name"
          size="lg"
          value={where.name}
          onChange={(event) => onWhere({ name: event.currentTarget.value })}
        />
      ) : null}
      {where.mode === 'named' || where.mode === 'point' ? (
        <PositionPart
          name="point"
          label={r('where.itLies')}
          value={where.point}
          onValue={(point) => onWhere({ point })}
          radius
          {...{ device, places }}
        />
      ) : null}
      {where.mode === 'area' ? (
        <Textarea
          label={r('where.corners')}
          description={r('where.cornersSays')}
          name="corners"
          size="lg"
          dir="ltr"
          rows={4}
          spellCheck={false}
          value={where.corners}
          onChange={(event) => onWhere({ corners: event.currentTarget.value })}
        />
      ) : null}
      <Sketch form={form} />
      <ErrorOf fault={fault('where')} says={r('need.where')} />
    </div>
  );
}

const DISTANCES = [
  [100, 1000],
  [1000, 3000],
  [3000, 5000],
  [5000, 10_000],
  [10_000, 20_000],
] as const;

interface FromMeProps extends WhereProps, Pick<PartProps, 'fault'> {
  readonly device: FieldDevice;
  readonly places: readonly KeptPlace[];
}

function FromMe({ where, onWhere, fault, device, places }: FromMeProps) {
  const { r, number } = useRoom('field');
  const { near, far } = where;
  const metres = (km: number | string) => (typeof km === 'number' ? Math.round(km * 1000) : undefined);
  return (
    <>
      <PositionPart
        name="from"
        label={r('where.iAm')}
        value={where.from}
        onValue={(from) => onWhere({ from })}
        {...{ device, places }}
      />
      <BearingPart where={where} onWhere={onWhere} />
      <Chips
        name="distance"
        legend={r('where.distance')}
        options={DISTANCES.map(([from, to]) => [
          `${from}-${to}`,
          r('where.km', { from: number(from / 1000), to: number(to / 1000) }),
        ])}
        value={near === undefined || far === undefined ? undefined : `${near}-${far}`}
        onChange={(value) => {
          const [from = 0, to = 0] = value.split('-').map(Number);
          onWhere({ near: from, far: to });
        }}
      />
      <div className={styles.pair}>
        <NumberInput
          label={r('where.nearest')}
          name="nearest"
          size="lg"
          min={0}
          max={100}
          hideControls
          value={near === undefined ? '' : near / 1000}
          onChange={(value) => onWhere({ near: metres(value) })}
        />
        <NumberInput
          label={r('where.farthest')}
          name="farthest"
          size="lg"
          min={0}
          max={100}
          hideControls
          value={far === undefined ? '' : far / 1000}
          onChange={(value) => onWhere({ far: metres(value) })}
        />
      </div>
      <ErrorOf fault={fault('distance')} says={r('need.distance')} />
    </>
  );
}

/** What was said, drawn to scale: a slip of south for north is seen. */
function Sketch({ form }: Pick<PartProps, 'form'>) {
  const speech = useRoom('field');
  const place = placeOf(form);
  if (place === undefined) return null;
  const says = whereOf(place, speech);
  return (
    <figure className={styles.sketch} data-sketch={place.type}>
      {place.type === 'sector' ? <SectorDrawing sector={place} says={says} /> : null}
      {place.type === 'point' || place.type === 'named' ? (
        <CircleDrawing at={place.at} radius={Math.max(place.radius, 1)} says={says} />
      ) : null}
      <figcaption>{says}</figcaption>
    </figure>
  );
}
