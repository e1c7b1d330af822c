import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { askVault, type VaultAct } from '../../people/vault.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions, Panel } from '../../ui/panel.tsx';
import { useSent } from '../entrance/use-sent.ts';

const ACTS: readonly VaultAct[] = ['open', 'drop'];

/** Asks to learn who a source is, or to drop one: nothing happens until another custodian agrees. */
export function AskForm({ onAsked }: { readonly onAsked: () => Promise<unknown> }) {
  const { r } = useRoom('vault');
  const [act, setAct] = useState<VaultAct>('open');
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  const sent = useSent();
  const submit = async (): Promise<void> => {
    const good = source.trim() !== '' && reason.trim() !== '';
    const asked = await sent.send(good, () => askVault(act, source.trim(), reason.trim()));
    if (!asked) return;
    setSource('');
    setReason('');
    await onAsked();
  };
  return (
    <Panel title={r('ask.title')} lead={r('ask.lead')}>
      <form
        className={form.form}
        noValidate
        aria-label={r('ask.title')}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={form.two}>
          <NativeSelect
            label={r('ask.act')}
            name="act"
            value={act}
            data={ACTS.map((value) => ({ value, label: r(`act.${value}`) }))}
            onChange={(event) => setAct(event.currentTarget.value as VaultAct)}
          />
          <TextInput
            label={r('ask.source')}
            name="source"
            dir="ltr"
            maxLength={63}
            value={source}
            error={sent.tried && source.trim() === '' ? r('ask.sourceNone') : undefined}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label={r('ask.reason')}
          description={r('ask.reasonSays')}
          name="reason"
          maxLength={1000}
          rows={2}
          value={reason}
          error={sent.tried && reason.trim() === '' ? r('ask.reasonNone') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Fault error={sent.error} />
        <Actions>
          <Button type="submit" disabled={sent.busy}>
            {r('ask.do')}
          </Button>
        </Actions>
      </form>
    </Panel>
  );
}
