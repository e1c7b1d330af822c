import { Button } from '@mantine/core';
import type { FieldDevice } from '../../field/device.ts';
import { type Form, sameAgain } from '../../field/form.ts';
import { isOwed, type Outgoing, photoIds, type Receipt } from '../../field/kept.ts';
import { receiptName, saveFile } from '../../field/receipts.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Verbatim } from '../../ui/facts.tsx';
import { type Standing, Verdict } from '../../ui/sign.tsx';
import styles from './field.module.css';
import type { Writing } from './parts.ts';
import { useArrival } from './use-arrival.ts';
import { useReceiptSigned } from './use-receipt-signed.ts';
import { localMoment, outgoingTitle } from './wording.ts';

const SIGNS = {
  kept: 'none',
  sending: 'some',
  sent: 'some',
  acknowledged: 'yes',
  refused: 'no',
} as const satisfies {
  readonly [is in Outgoing['standing']['is']]: Standing;
};

interface OutgoingRowProps extends Writing {
  readonly item: Outgoing;
  readonly device: FieldDevice;
}

interface ArrivingRowProps extends OutgoingRowProps {
  /** It was sent just now. */
  readonly arrives: boolean;
}

/** One report with how it stands: in a word, in a sentence, and with what can be done. */
export function OutgoingRow({ item, device, arrives, onWrite, onMend }: ArrivingRowProps) {
  const speech = useRoom('field');
  const { r } = speech;
  const { standing } = item;
  const left = isOwed(item) ? item.photos.filter(({ there }) => there !== true).length : 0;
  const arrived = useArrival<HTMLLIElement>(arrives);
  return (
    <li ref={arrived} tabIndex={-1} data-standing={standing.is}>
      <div>
        <p className={styles.rowTitle}>{outgoingTitle(item, speech)}</p>
        <p className={styles.quiet}>
          {localMoment(item.made, speech)}
          {item.photos.length === 0 ? '' : ` · ${r('queue.photos', { n: item.photos.length })}`}
          {left === 0 ? '' : ` · ${r('queue.photosLeft', { n: left })}`}
        </p>
        <p>
          <Verdict standing={SIGNS[standing.is]}>{r(`standing.${standing.is}`)}</Verdict>
        </p>
        <p className={styles.quiet}>{r(saysOf(item))}</p>
        <Details item={item} />
      </div>
      <RowActions {...{ item, device, onWrite, onMend }} />
    </li>
  );
}

/** In a sentence: what is kept may have its photographs with the server already. */
function saysOf({ standing, photos }: Outgoing) {
  const part = standing.is === 'kept' && photos.some(({ there }) => there === true);
  return part ? 'standing.keptPartSays' : (`standing.${standing.is}Says` as const);
}

function Details({ item: { standing } }: { readonly item: Outgoing }) {
  const { r } = useRoom('field');
  if (standing.is === 'acknowledged') return <Acknowledged receipt={standing.receipt} />;
  if (standing.is !== 'refused') return null;
  const { detail, remedy } = standing.problem;
  const what =
    standing.status === 409 ? 'refused.taken' : standing.status === 403 ? 'refused.notYours' : 'refused.mend';
  return (
    <div role="alert">
      <p>{r(what)}</p>
      {detail === undefined ? null : (
        <p className={styles.quiet}>
          <Verbatim>{remedy === undefined ? detail : `${detail} — ${remedy}`}</Verbatim>
        </p>
      )}
    </div>
  );
}

/** Where it stands in the record, and whether the promise that is kept of it was checked. */
function Acknowledged({ receipt }: { readonly receipt: Receipt }) {
  const { r } = useRoom('field');
  const signed = useReceiptSigned(receipt);
  const { index, promise } = receipt;
  return (
    <>
      <p>
        {r('receipt.index', { n: index })} {r(promise === undefined ? 'receipt.none' : 'receipt.kept')}
      </p>
      {signed === undefined ? null : (
        <p data-receipt={signed ? 'signed' : 'not-signed'}>
          <Verdict standing={signed ? 'yes' : 'no'}>
            {r(signed ? 'receipt.signed' : 'receipt.notSigned')}
          </Verdict>
        </p>
      )}
    </>
  );
}

function RowActions({ item, device, onWrite, onMend }: OutgoingRowProps) {
  const { r } = useRoom('field');
  const { standing } = item;
  const form = item.form as Form;
  // Under an id that the record has with other words, it can only be another report.
  const mended = (): Form =>
    standing.is === 'refused' && standing.status === 409 ? { ...form, report: crypto.randomUUID() } : form;
  const receipt = standing.is === 'acknowledged' ? standing.receipt : undefined;
  return (
    <div className={styles.rowActions}>
      {standing.is === 'kept' || standing.is === 'refused' ? (
        <Button onClick={() => onMend(item, mended())}>
          {r(standing.is === 'refused' ? 'queue.mend' : 'queue.edit')}
        </Button>
      ) : null}
      {receipt?.promise === undefined ? null : (
        <Button variant="outline" onClick={() => saveFile(receiptName(receipt), receipt.promise ?? '')}>
          {r('receipt.save')}
        </Button>
      )}
      <Button variant="outline" onClick={() => onWrite(sameAgain(form))}>
        {r('queue.again')}
      </Button>
      {standing.is === 'acknowledged' || standing.is === 'refused' ? (
        <Button variant="outline" onClick={() => void device.drop([item.id, ...photoIds(item.photos)])}>
          {r('queue.drop')}
        </Button>
      ) : null}
    </div>
  );
}
