import { parsePolicy, type Subtle, webCrypto } from '@armistice/core/record';
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { followed } from '../../address.ts';
import { readRecordFile } from '../../api.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Verbatim } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Verdict } from '../../ui/sign.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { checkReceipt, type ReceiptChecked, readReceipt } from '../../verification/receipt.ts';
import styles from './entries.module.css';

/**
 * A receipt is pasted or chosen, and checked here against the record as it is served now. It stands from the start, so that
 * nothing jumps under whoever pastes; until the policy is read it only waits with the check.
 */
export function ReceiptPanel({ policy }: { readonly policy: string | undefined }) {
  const { r } = useRoom('entries');
  const [text, setText] = useState('');
  const check = useMutation({ mutationFn: (receipt: string) => checked(receipt, policy ?? '') });
  // What was said of one receipt does not stand beside another.
  const put = (to: string) => {
    check.reset();
    setText(to);
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file !== undefined) put(await file.text());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate(text);
  };
  return (
    <Panel title={r('receipt.title')} lead={r('receipt.lead')}>
      <form onSubmit={submit} className={styles.receipt}>
        <Textarea
          name="receipt"
          label={r('receipt.text')}
          value={text}
          onChange={({ currentTarget: { value } }) => put(value)}
          rows={6}
          dir="ltr"
          spellCheck={false}
        />
        <label className={styles.small}>
          {r('receipt.file')} <input type="file" onChange={(event) => void choose(event)} />
        </label>
        <Button type="submit" disabled={text.trim() === '' || policy === undefined || check.isPending}>
          {r('receipt.do')}
        </Button>
      </form>
      <div aria-live="polite" className={styles.verdict}>
        {check.isPending ? <p className={styles.small}>{r('receipt.checking')}</p> : null}
        {check.isError ? (
          <p data-receipt="failed">
            <Verdict standing="no">{r('receipt.failed')}</Verdict> <Verbatim>{check.error.message}</Verbatim>
          </p>
        ) : null}
        {check.data === undefined ? null : check.data === 'unreadable' ? (
          <p data-receipt="unreadable">
            <Verdict standing="none">{r('receipt.unreadable')}</Verdict>
          </p>
        ) : (
          <Said found={check.data} />
        )}
      </div>
    </Panel>
  );
}

async function checked(text: string, policyText: string): Promise<ReceiptChecked | 'unreadable'> {
  const promise = readReceipt(text);
  if (promise === undefined) return 'unreadable';
  const policy = parsePolicy(policyText);
  if (!policy.ok) throw new Error(policy.refusal.message);
  const verifier = webCrypto(crypto.subtle as unknown as Subtle);
  return checkReceipt(promise, { read: readRecordFile }, policy.value, verifier, Date.now());
}

function Said({ found }: { readonly found: ReceiptChecked }) {
  const { r, number } = useRoom('entries');
  const minute = useMinute();
  const { promise, signed, verdict, inclusion, size } = found;
  const standing = verdict === 'kept' ? 'yes' : verdict === 'pending' ? 'none' : 'no';
  const included = inclusion === undefined ? undefined : inclusion.included && inclusion.signed;
  return (
    <div data-receipt={signed ? verdict : 'not-signed'}>
      <p>
        <Verdict standing={signed ? 'yes' : 'no'}>
          {r(signed ? 'receipt.signed' : 'receipt.notSigned')}
        </Verdict>
      </p>
      {included === undefined ? null : (
        <p>
          <Verdict standing={included ? 'yes' : 'no'}>
            {r(included ? 'receipt.included' : 'receipt.notIncluded', { size: number(size) })}
          </Verdict>
        </p>
      )}
      {signed ? (
        <p>
          <Verdict standing={standing}>
            {r(`receipt.${verdict}`, { index: number(promise.index), until: minute(promise.promised.until) })}
          </Verdict>
        </p>
      ) : null}
      {verdict === 'kept' ? (
        <p>
          <a href={`/entries/${promise.index}`} onClick={followed}>
            {r('receipt.open')}
          </a>
        </p>
      ) : null}
    </div>
  );
}
