import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FieldDevice } from '../../field/device.ts';
import type { Form } from '../../field/form.ts';
import type { PhotoPart } from '../../field/kept.ts';
import { type PhotoFault, takePhoto, withPhoto } from '../../field/photo.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Tick } from '../../ui/tick.tsx';
import styles from './field.module.css';
import type { Change } from './parts.ts';
import photosCss from './photos.module.css';

/** A file that cannot be read at all, as one that its card lost meanwhile. */
const UNREADABLE = { fault: 'not-a-picture' } as const;

interface PhotosPartProps {
  readonly form: Form;
  readonly change: Change;
  readonly device: FieldDevice;
  readonly onCamera: () => void;
  /** Told when one begins to be kept, and when that is over. */
  readonly onTaking: (taking: boolean) => void;
}

/** Photographs from the camera or a file, each sealed on the device as soon as it is taken. */
export function PhotosPart({ form: { photos }, change, device, onCamera, onTaking }: PhotosPartProps) {
  const { r } = useRoom('field');
  const [smaller, setSmaller] = useState(true);
  const [original, setOriginal] = useState(false);
  const [fault, setFault] = useState<PhotoFault | 'not-kept'>();
  const [busy, setBusy] = useState(false);
  const turn = (to: boolean): void => {
    setBusy(to);
    onTaking(to);
  };
  const put = (id: string, some: Partial<PhotoPart>) =>
    change((now) => ({ photos: now.photos.map((one) => (one.id === id ? { ...one, ...some } : one)) }));
  const add = (photo: PhotoPart) => change((now) => ({ photos: withPhoto(now.photos, photo) }));
  const take = async (files: FileList | null): Promise<void> => {
    turn(true);
    setFault(undefined);
    for (const file of files ?? []) {
      const taken = await takePhoto(file, { smaller, original }).catch(() => UNREADABLE);
      if ('fault' in taken) setFault(taken.fault);
      else
        await device.keepPhoto(taken.bytes).then(
          (id) => add({ id, graphic: false, ...taken.part }),
          () => setFault('not-kept'),
        );
    }
    turn(false);
  };
  return (
    <fieldset className={styles.chips}>
      <legend>{r('photos.title')}</legend>
      <Tick
        label={r('photos.smaller')}
        description={r('photos.smallerSays')}
        checked={smaller}
        onTick={setSmaller}
      />
      {smaller ? <Tick label={r('photos.original')} checked={original} onTick={setOriginal} /> : null}
      <div className={styles.inline}>
        <PickButton label={r('photos.camera')} camera onCamera={onCamera} onFiles={take} disabled={busy} />
        <PickButton label={r('photos.file')} onCamera={onCamera} onFiles={take} disabled={busy} />
      </div>
      <p role="status" className={styles.quiet}>
        {busy ? r('photos.taking') : null}
      </p>
      {fault === undefined ? null : (
        <p role="alert" className={styles.error}>
          {r(`photos.${fault}`)}
        </p>
      )}
      <ul className={photosCss.photos}>
        {photos.map((photo) => (
          <PhotoRow
            key={photo.id}
            photo={photo}
            device={device}
            onGraphic={(graphic) => put(photo.id, { graphic })}
            onDrop={() => {
              change((now) => ({ photos: now.photos.filter(({ id }) => id !== photo.id) }));
              void device.drop([photo.id]);
            }}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface PickButtonProps {
  readonly label: string;
  readonly camera?: boolean;
  readonly disabled: boolean;
  readonly onCamera: () => void;
  readonly onFiles: (files: FileList | null) => Promise<void>;
}

function PickButton({ label, camera = false, disabled, onCamera, onFiles }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        multiple={!camera}
        {...(camera ? { capture: 'environment' as const } : {})}
        data-photo={camera ? 'camera' : 'file'}
        onChange={({ currentTarget }) => {
          void onFiles(currentTarget.files).then(() => {
            currentTarget.value = '';
          });
        }}
      />
      <Button
        variant="outline"
        size="lg"
        disabled={disabled}
        onClick={() => {
          onCamera();
          input.current?.click();
        }}
      >
        {label}
      </Button>
    </>
  );
}

interface PhotoRowProps {
  readonly photo: PhotoPart;
  readonly device: FieldDevice;
  readonly onGraphic: (graphic: boolean) => void;
  readonly onDrop: () => void;
}

function PhotoRow({ photo, device, onGraphic, onDrop }: PhotoRowProps) {
  const { r, number } = useRoom('field');
  const canvas = useRef<HTMLCanvasElement>(null);
  const { id, type, graphic, bytes } = photo;
  // Drawn from memory: no address of it is ever made.
  useEffect(() => {
    if (graphic) return;
    void device.photoBytes(id).then(async (found) => {
      if (found === undefined) return;
      const picture = await createImageBitmap(new Blob([found], { type }), { resizeWidth: 240 });
      const { current } = canvas;
      if (current === null) return;
      [current.width, current.height] = [picture.width, picture.height];
      current.getContext('2d')?.drawImage(picture, 0, 0);
    });
  }, [device, id, type, graphic]);
  return (
    <li>
      {graphic ? (
        <div className={photosCss.covered}>{r('photos.covered')}</div>
      ) : (
        <canvas ref={canvas} className={photosCss.thumb} role="img" aria-label={r('photos.one')} />
      )}
      <div>
        <p className={styles.quiet}>{r('photos.size', { kb: number(Math.ceil(bytes / 1024)) })}</p>
        <Tick label={r('photos.graphic')} checked={graphic} onTick={onGraphic} />
        <Button variant="outline" onClick={onDrop}>
          {r('photos.drop')}
        </Button>
      </div>
    </li>
  );
}
