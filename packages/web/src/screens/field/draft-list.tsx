import { Button } from '@mantine/core';
import type { FieldDevice } from '../../field/device.ts';
import type { Form } from '../../field/form.ts';
import type { KeptDraft } from '../../field/kept.ts';
import { photoIds } from '../../field/kept.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './field.module.css';
import { localMoment, titleOf } from './wording.ts';

interface DraftListProps {
  readonly drafts: readonly KeptDraft[];
  readonly device: FieldDevice;
  readonly onOpen: (draft: string, form: Form) => void;
}

/** What was begun and not sent. */
export function DraftList({ drafts, device, onOpen }: DraftListProps) {
  const speech = useRoom('field');
  const { r } = speech;
  if (drafts.length === 0) return null;
  return (
    <Panel title={r('drafts.title')}>
      <ul className={styles.rows}>
        {drafts.map(({ id, changed, form: kept }) => {
          const form = kept as Form;
          return (
            <li key={id}>
              <div>
                <p className={styles.rowTitle}>{titleOf(form, speech)}</p>
                <p className={styles.quiet}>{localMoment(changed, speech)}</p>
              </div>
              <div className={styles.rowActions}>
                <Button onClick={() => onOpen(id, form)}>{r('drafts.open')}</Button>
                <Button variant="outline" onClick={() => void device.drop([id, ...photoIds(form.photos)])}>
                  {r('drafts.drop')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
