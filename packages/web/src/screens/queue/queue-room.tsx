import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { goTo } from '../../address.ts';
import type { DeedName } from '../../casework/casework.tsx';
import { heldBy } from '../../casework/work.ts';
import type { Outcome } from '../../casework/write.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { Me } from '../../people/me.ts';
import { useNow } from '../../ui/distance.ts';
import { Fault } from '../../ui/fault.tsx';
import { BatchNumbers } from './batch-numbers.tsx';
import { FORM_KEYS, QUEUE_FORMS, RELEASE_KEY, TAKE_KEY } from './deeds.tsx';
import { type Done, standing, useDone } from './done.ts';
import { Filters } from './filters.tsx';
import { KeysHelp } from './keys-help.tsx';
import type { Opened } from './open-form.tsx';
import styles from './queue.module.css';
import { heldSince, noteHolder, QUEUE, type QueueRow, useQueue } from './queue.ts';
import { useQueueAddress } from './queue-address.ts';
import { QueueList } from './queue-list.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { Said } from './said.tsx';
import { useDones } from './use-dones.ts';
import { useHeldRows } from './use-held-rows.ts';
import { useMeanwhile } from './use-meanwhile.ts';
import { useSeen } from './use-seen.ts';
import { useEscape, useShortcuts, useShortcutsOn } from './use-shortcuts.ts';
import { claim, forgetUnanswered, release } from './work.ts';

const PAGE = 50;
const MOST = 200;

/** The list beside what is being read. */
export function QueueRoom({ me }: { readonly me: Me }) {
  const { r, t } = useRoom('queue');
  const { r: c } = useRoom('casework');
  const address = useQueueAddress();
  const queries = useQueryClient();
  const now = useNow();
  const doneWith = useDone(me.handle);
  const [limit, setLimit] = useState(PAGE);
  const [dialog, setDialog] = useState<'batch' | 'keys'>();
  const [form, setForm] = useState<Opened>();
  const [refused, setRefused] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [keysOn, turnKeys] = useShortcutsOn();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what another person sent is not sent for this one
  useEffect(forgetUnanswered, [me.handle]);
  const answer = useQueue(address.search, limit, true);
  const question = `${address.search} ${limit} ${me.handle}`;
  const dones = useDones(question);
  const seen = useSeen(address.row, answer.isPlaceholderData ? undefined : answer.data);
  const { rows, fresh, show } = useHeldRows(
    question,
    answer.isPlaceholderData ? undefined : answer.data?.rows,
    // What somebody reads or writes on stays too: others may be done with it first.
    (id) => dones.of.get(id)?.row ?? (id === address.row ? seen?.row : undefined),
  );
  // What stands until another list has come was answered before what was done since.
  const before = () => (answer.data?.rows ?? []).map((one) => dones.of.get(one.id)?.row ?? one);
  const listed = answer.isPlaceholderData ? before() : rows;
  const waiting = new Set(answer.data?.rows.map(({ id }) => id));
  const row = listed.find(({ id }) => id === address.row);
  // A list of what nobody has, or of one's own, loses what one takes or gives back: that waits all the same.
  const isWhose = address.filters.mine !== undefined || address.filters.unclaimed !== undefined;
  const isDone = (id: string) => !waiting.has(id) && !(isWhose && dones.of.get(id)?.waits === true);
  const isOver =
    row !== undefined && answer.data !== undefined && !answer.isPlaceholderData && isDone(row.id);
  const done = row === undefined ? undefined : standing(dones.of.get(row.id), row);
  const wasTurned = row !== undefined && done === undefined && dones.of.has(row.id);
  // What one did oneself is told by that, until another has it.
  const others = useMeanwhile(
    done !== undefined || seen === undefined ? undefined : wasTurned ? { ...seen, holder: undefined } : seen,
    isOver,
    me.handle,
  );
  const elsewhere = listed.filter(({ id }) => id !== row?.id && refused.has(id)).length;
  const opened = form !== undefined && form.row === row?.id ? form : undefined;
  const again = () => queries.invalidateQueries({ queryKey: [QUEUE] });
  const say = ({ row: before, ...rest }: Done): void => {
    const { turned } = rest;
    const after = turned === undefined ? before : heldSince(before, turned.by);
    if (turned !== undefined) noteHolder(queries, before.id, turned.by);
    // Drawn at once: the next key acts on what was done, and does not do it again.
    flushSync(() => {
      setRefused((known) => new Map([...known].filter(([id]) => id !== before.id)));
      dones.note({ ...rest, row: after });
    });
    void queries.invalidateQueries({ queryKey: ['account'] });
    void again();
  };
  // What is on its way is not done again.
  const busy = useRef(new Set<string>());
  const attempt = async (act: () => Promise<Outcome>, done: Done) => {
    if (busy.current.has(done.row.id)) return;
    busy.current.add(done.row.id);
    try {
      const outcome = await act();
      const { turned: _not, ...asked } = done;
      say('became' in outcome && outcome.became === 'taken' ? done : asked);
    } catch (cause) {
      setRefused((known) => new Map([...known, [done.row.id, cause]]));
      // What was refused may be so because the row is another by now.
      await again();
    }
    busy.current.delete(done.row.id);
  };
  const take = (one: QueueRow): void => {
    if (one.incident === undefined || !one.may.includes('claim')) return;
    const { claim: held, incident } = one;
    if (held?.by === me.handle) return;
    void attempt(() => claim(incident, heldBy(held, me.handle)), {
      ...{ row: one, says: c('said.claim'), turned: { by: me.handle }, waits: true },
      undo:
        held === undefined
          ? { now: () => release(incident), turned: {}, says: r('done.undoneFree') }
          : {
              now: () => claim(incident, { to: held.by }),
              turned: { by: held.by },
              says: r('done.undoneHas', { who: held.by }),
            },
    });
  };
  const giveBack = (one: QueueRow): void => {
    const { claim: held, incident } = one;
    if (incident === undefined || held?.by !== me.handle || !one.may.includes('claim')) return;
    void attempt(() => release(incident), {
      ...{ row: one, says: c('said.release'), turned: {}, waits: true },
      undo: { now: () => claim(incident), turned: { by: me.handle }, says: r('done.undoneMine') },
    });
  };
  const choose = (one: QueueRow): void =>
    address.set({ row: one.id }, row === undefined ? 'push' : 'replace');
  const move = (by: number): void => {
    const at = row === undefined ? (by > 0 ? -1 : listed.length) : listed.indexOf(row);
    const next = listed[Math.min(listed.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    choose(next);
    focusRow(next.id);
  };
  const open = (one: QueueRow | undefined): void => {
    if (one?.incident !== undefined) goTo(`/incidents/${one.incident.id}`);
  };
  const begin = (name: DeedName, report?: string): void => {
    if (row?.incident === undefined) return;
    setForm({ row: row.id, name, ...(report === undefined ? {} : { report }) });
  };
  const leave = (): void => {
    setForm(undefined);
    if (row !== undefined) focusRow(row.id);
  };
  const undo = (): void => {
    if (done?.undo === undefined) return;
    if (typeof done.undo === 'string') begin(done.undo);
    else {
      const { now: act, ...becomes } = done.undo;
      void attempt(act, { row: done.row, ...becomes, waits: true });
    }
  };
  const forms = QUEUE_FORMS.map((name) => [FORM_KEYS[name], () => begin(name)] as const);
  useShortcuts(
    {
      j: () => move(1),
      k: () => move(-1),
      [TAKE_KEY]: () => row !== undefined && take(row),
      [RELEASE_KEY]: () => row !== undefined && giveBack(row),
      u: undo,
      ...Object.fromEntries(forms),
      '?': () => setDialog('keys'),
    },
    // What is half written is not left by a key that slips.
    keysOn && opened === undefined,
  );
  useEscape(leave, opened !== undefined);
  const toNumber = listed.flatMap(({ incident, needs, may: acts }) =>
    incident !== undefined && needs.includes('number') && acts.includes('number') ? [incident] : [],
  );
  const close = () => setDialog(undefined);
  return (
    <div className={styles.room} data-reading={row !== undefined}>
      <div className={styles.side}>
        <Filters address={address} totals={answer.data?.totals} areas={areasIn(listed)} />
        <Fault error={answer.error} />
        {answer.data === undefined ? (
          answer.isPending ? (
            <p>{t('page.loading')}</p>
          ) : null
        ) : (
          <QueueList
            {...{
              rows: listed,
              totals: answer.data.totals,
              fresh,
              now,
              row,
              filtered: address.search !== '',
            }}
            handle={me.handle}
            order={address.filters.order ?? 'risk'}
            done={dones.of}
            meanwhile={(id) => (id === row?.id ? others : undefined)}
            isOver={isDone}
            isRefused={(id) => id !== row?.id && refused.has(id)}
            onShow={show}
            onChoose={choose}
            onOpen={open}
            onMove={move}
            onClear={() =>
              address.set({ kind: '', risk: '', area: '', mine: '', unclaimed: '', order: '', row: '' })
            }
          />
        )}
        <div className={styles.below}>
          {answer.data?.next !== undefined && limit < MOST ? (
            <Button variant="outline" size="sm" onClick={() => setLimit(limit + PAGE)}>
              {r('do.more')}
            </Button>
          ) : null}
          {toNumber.length > 1 ? (
            <Button variant="outline" size="sm" onClick={() => setDialog('batch')}>
              {r('do.batch')}
            </Button>
          ) : null}
          <Button variant="outline" size="sm" onClick={() => setDialog('keys')}>
            {r('keys.title')}
          </Button>
        </div>
      </div>
      <div className={styles.reading}>
        <Said done={done} others={others} onUndo={undo} />
        <Fault error={row === undefined ? undefined : refused.get(row.id)} />
        {elsewhere === 0 ? null : (
          <p role="alert" className={styles.refused} data-refused-elsewhere>
            {r('list.refused', { n: elsewhere })}
          </p>
        )}
        {row === undefined ? (
          <p className={styles.pick}>{r('pane.pick')}</p>
        ) : (
          <ReadingPane
            {...{ row, now, handle: me.handle, opened, keysOn }}
            isOver={isOver}
            onTake={() => take(row)}
            onRelease={() => giveBack(row)}
            onForm={begin}
            onWritten={(written) => {
              say(doneWith(row, written));
              // Whoever went on to another row meanwhile stays there, with what they write.
              setForm((now) => (now === opened ? undefined : now));
              const other = document.querySelector<HTMLElement>('section[data-form]')?.dataset.form;
              const isThere = new URLSearchParams(window.location.search).get('row') === row.id;
              if (isThere && (other === undefined || other === opened?.name)) focusRow(row.id);
            }}
            onShut={leave}
            onClose={() => address.set({ row: undefined })}
          />
        )}
      </div>
      {dialog === 'batch' ? (
        <BatchNumbers incidents={toNumber} onDone={() => void again()} onClose={close} />
      ) : null}
      {dialog === 'keys' ? <KeysHelp on={keysOn} onTurn={turnKeys} onClose={close} /> : null}
    </div>
  );
}

/** Brings the keyboard back to a row; where the list is not shown, to what is read. */
function focusRow(id: string): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${id}"]`);
  row?.focus();
  if (document.activeElement !== row)
    document.querySelector<HTMLElement>('section[data-reading] h2')?.focus();
}

function areasIn(rows: readonly QueueRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ area }) => area ?? []))].sort();
}
