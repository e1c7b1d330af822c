import { type Subtle, webCrypto } from '@armistice/core/record';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { followed } from '../../address.ts';
import { readRecordFile } from '../../api.ts';
import type { Account, AccountReport } from '../../casework/account.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAudience } from '../../people/use-audience.ts';
import { readSituation } from '../../situation.ts';
import { Actions, Panel } from '../../ui/panel.tsx';
import { Verdict } from '../../ui/sign.tsx';
import { keepingSource } from '../../verification/log-copy.ts';
import { recall } from '../../verification/memory.ts';
import styles from './incident.module.css';
import { checkInclusion, type Inclusion, keptUnder, type Sought } from './inclusion.ts';

type Proof =
  | { readonly state: 'none' | 'busy' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'done'; readonly inclusion: Inclusion };

/** That reports and decisions stand in the record that the log signed, checked in this browser when somebody asks. */
export function ProofPanel({ account }: { readonly account: Account }) {
  const { r } = useRoom('incident');
  const audience = useAudience();
  const [proof, setProof] = useState<Proof>({ state: 'none' });
  const [of, setOf] = useState('');
  const sought = useMemo(() => soughtOf(account), [account]);
  const shown = useMemo(() => JSON.stringify([audience, sought]), [audience, sought]);
  const check = async (): Promise<void> => {
    setProof({ state: 'busy' });
    setOf(shown);
    try {
      setProof({ state: 'done', inclusion: await proofOf(sought) });
    } catch (error) {
      setProof({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  // A verdict is on what was shown when it was asked for, and on nothing that came later.
  const isStale = proof.state === 'done' && of !== shown;
  return (
    <Panel title={r('proof.title')} lead={r('proof.lead')}>
      <div aria-live="polite" data-proof={isStale ? 'stale' : proof.state}>
        {proof.state === 'busy' ? <p>{r('proof.busy')}</p> : null}
        {proof.state === 'failed' ? (
          <>
            <Verdict standing="no">{r('proof.failed')}</Verdict>
            <p className={styles.quiet} lang="en" dir="ltr">
              {proof.message}
            </p>
          </>
        ) : null}
        {isStale ? <p>{r('proof.stale')}</p> : null}
        {proof.state === 'done' && !isStale ? <Proved inclusion={proof.inclusion} /> : null}
      </div>
      <Actions>
        <Button onClick={() => void check()} disabled={proof.state === 'busy'}>
          {r(proof.state === 'none' ? 'proof.do' : 'proof.again')}
        </Button>
      </Actions>
    </Panel>
  );
}

async function proofOf(sought: readonly Sought[]): Promise<Inclusion> {
  const { policy } = await readSituation();
  const logKey = keptUnder(policy);
  return checkInclusion(sought, {
    source: keepingSource(readRecordFile).source,
    policy,
    verifier: webCrypto(crypto.subtle as unknown as Subtle),
    kept: logKey === undefined ? undefined : await recall(logKey),
  });
}

function soughtOf({ reports, history }: Account): readonly Sought[] {
  return [
    ...reports.map(
      (one): Sought => ({ entry: one.entry, ...(one.basis === 'public' ? { shown: openOf(one) } : {}) }),
    ),
    ...history.map(
      ({ entry, audience, body }): Sought => ({ entry, ...(audience === 'public' ? { shown: body } : {}) }),
    ),
  ].sort((a, b) => a.entry - b.entry);
}

/** Fields that the page shows as everyone reads them: who may see exact places is shown others than the public record has. */
function openOf({ report, shown }: AccountReport): { readonly [field: string]: unknown } {
  if (shown !== 'whole') return report;
  const { place: _place, firedFrom: _from, impactAt: _at, ...rest } = report;
  return rest;
}

function Proved({ inclusion }: { readonly inclusion: Inclusion }) {
  const { r } = useRoom('incident');
  const { size, since, keptSize, found, holds } = inclusion;
  const fields = found.reduce((sum, one) => sum + (one.fields?.same ?? 0), 0);
  const compared = found.filter((one) => one.fields !== undefined).length;
  const held = fields === 0 ? 'proof.unread' : 'proof.holds';
  return (
    <div data-holds={holds}>
      <p>
        <Verdict standing={holds ? 'yes' : 'no'}>{r(holds ? held : 'proof.broken')}</Verdict>
      </p>
      <ul className={styles.checked}>
        <li>{r('proof.signed', { n: size })}</li>
        <li>{since === 'grown' ? r('since.grown', { n: keptSize }) : r(`since.${since}`)}</li>
        <li>
          {r('proof.included', { n: found.filter(({ included }) => included).length, of: found.length })}
        </li>
        <li>{r('proof.fields', { n: fields, entries: compared })}</li>
        <li>{r('proof.not')}</li>
      </ul>
      {found
        .filter(({ included, fields: each }) => !included || (each?.differ.length ?? 0) > 0)
        .map(({ entry, included, fields: each }) => (
          <p key={entry}>
            <Verdict standing="no">
              <a href={`/entries/${entry}`} onClick={followed}>
                {r('entry.name', { n: entry })}
              </a>{' '}
              {included ? r('proof.differs', { which: (each?.differ ?? []).join(', ') }) : r('proof.missing')}
            </Verdict>
          </p>
        ))}
    </div>
  );
}
