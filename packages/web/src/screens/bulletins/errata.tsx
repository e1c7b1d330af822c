import { releasedFrom, writtenIn } from '@armistice/core/bulletin';
import { PUBLIC } from '@armistice/core/record';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { followed } from '../../address.ts';
import { type BulletinWhole, draftErratum } from '../../bulletins.ts';
import { useDeed } from '../../casework/use-deed.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useMe } from '../../people/me.ts';
import { readProposals } from '../../people/proposals.ts';
import { holds, useRights } from '../../people/rights.ts';
import { useNow } from '../../ui/distance.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions, Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { Asked } from './asked.tsx';
import styles from './bulletins.module.css';
import { Changes } from './changes.tsx';
import { erratumSent } from './erratum-sent.ts';
import { PutWords } from './put-words.tsx';

/** What has been put right since it was published, with both figures; and the way to put more right. */
export function Errata({ bulletin }: { readonly bulletin: BulletinWhole }) {
  const { r } = useRoom('bulletins');
  const minute = useMinute();
  const me = useMe();
  const { data } = useRights();
  const may = holds(data, me?.roles ?? [], 'publish-erratum');
  return (
    <Panel title={r('one.errata')}>
      {bulletin.errata.length === 0 ? <p className={styles.quiet}>{r('one.noErrata')}</p> : null}
      {bulletin.errata.map((erratum) => (
        <article key={erratum.index}>
          <p className={styles.reason}>
            <a href={`/entries/${erratum.index}`} onClick={followed}>
              {minute(erratum.at)}
            </a>
            : <bdi>{balanced(erratum.reason)}</bdi>
          </p>
          <Changes changes={erratum.changes} names={bulletin.model.names} />
        </article>
      ))}
      {may ? <Issue bulletin={bulletin} /> : null}
    </Panel>
  );
}

/** Whether what waits for a second person is an erratum to a bulletin. */
function isErratumTo(number: string, what: unknown): boolean {
  const { kind, body } = (what ?? {}) as {
    readonly kind?: unknown;
    readonly body?: { readonly bulletin?: unknown };
  };
  return kind === 'erratum' && body?.bulletin === number;
}

function Issue({ bulletin }: { readonly bulletin: BulletinWhole }) {
  const { number, model, body: entry } = bulletin;
  const { t, r } = useRoom('bulletins');
  const minute = useMinute();
  const now = useNow();
  const [open, setOpen] = useState<'figures' | 'words'>();
  const [reason, setReason] = useState('');
  const doing = useDeed({ ownKey: false });
  const drafted = useQuery({
    queryKey: ['erratum', number],
    queryFn: ({ signal }) => draftErratum(number, signal),
    enabled: open === 'figures',
  });
  const waiting = useQuery({ queryKey: ['proposals'], queryFn: ({ signal }) => readProposals(signal) });
  if (doing.outcome !== undefined) return <Asked outcome={doing.outcome} number={number} erratum />;
  const { audience = PUBLIC } = bulletin;
  const from = releasedFrom(audience, bulletin);
  if (now < from) {
    const when = minute(new Date(from).toISOString());
    return <p data-held>{r(audience === PUBLIC ? 'erratum.held' : 'erratum.heldFromSome', { when })}</p>;
  }
  if (open === undefined && (waiting.data ?? []).some(({ what }) => isErratumTo(number, what)))
    return (
      <p data-waits>
        {r('erratum.waits')}{' '}
        <a href="/proposals" onClick={followed}>
          {r('publish.waitsDo')}
        </a>
      </p>
    );
  if (open === 'words') return <PutWords bulletin={bulletin} />;
  if (open === undefined)
    return (
      <Actions>
        <Button variant="outline" onClick={() => setOpen('figures')} data-erratum>
          {r('erratum.do')}
        </Button>
        {writtenIn(entry).length === 0 ? null : (
          <Button variant="outline" onClick={() => setOpen('words')} data-erratum-words>
            {r('words.do')}
          </Button>
        )}
      </Actions>
    );
  const body = drafted.data?.body;
  return (
    <form
      className={form.form}
      noValidate
      data-deed="erratum"
      onSubmit={(event) => {
        event.preventDefault();
        if (body === undefined) return;
        void doing.send(reason.trim() !== '', () =>
          erratumSent(bulletin, { ...body, reason: reason.trim() }),
        );
      }}
    >
      <Fault error={drafted.error} />
      {drafted.isPending ? <p>{t('page.loading')}</p> : null}
      {drafted.data === undefined ? null : body === undefined ? (
        <p>{r('erratum.none')}</p>
      ) : (
        <>
          <p>{r('erratum.due')}</p>
          <Changes changes={body.changes} names={model.names} />
          <Textarea
            label={r('erratum.reason')}
            description={r('erratum.says')}
            name="reason"
            required
            maxLength={1000}
            value={reason}
            error={doing.tried && reason.trim() === '' ? r('need.reason') : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Fault error={doing.error} />
          <Actions>
            <Button type="submit" disabled={doing.busy} data-do>
              {r('publish.do')}
            </Button>
          </Actions>
        </>
      )}
    </form>
  );
}
