import { type ReadEntry, toBase64 } from '@armistice/core/record';
import { useSpeech } from '../../i18n/context.tsx';
import { Card } from '../../ui/card.tsx';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import type { Verification } from '../../verification/verify.ts';
import styles from './first-page.module.css';
import { authorOf, commitmentsOf, vouchedBy } from './read-entry.ts';

interface EntryCardProps {
  readonly index: number;
  readonly zone: string;
  /** Undefined until the record was read. */
  readonly verification: Verification | undefined;
}

/** The entry that holds the report, out of the record that this browser read. */
export function EntryCard({ index, zone, verification }: EntryCardProps) {
  const { t, number } = useSpeech();
  const entry = verification?.entries.find((one) => one.index === index);
  return (
    <Card id="entry" step={number(2)} title={t('step.entry')} lead={t('entry.lead')}>
      {entry === undefined || verification === undefined ? (
        <p className={styles.note}>{t('entry.waiting')}</p>
      ) : (
        <EntryFacts entry={entry} zone={zone} verification={verification} />
      )}
    </Card>
  );
}

interface EntryFactsProps {
  readonly entry: ReadEntry;
  readonly zone: string;
  readonly verification: Verification;
}

function EntryFacts({ entry, zone, verification }: EntryFactsProps) {
  const { t, word, number, moment } = useSpeech();
  const { index, leaf } = entry;
  const outer = leaf.type === 'open' ? leaf.header : leaf.sealed;
  const author = authorOf(entry, verification.entries);
  const vouch = vouchedBy(index, verification.entries);
  const hash = verification.audit.leaves.slice(index * 32, index * 32 + 32);
  return (
    <>
      <Facts>
        <Fact name={t('entry.number')}>{number(index)}</Fact>
        <Fact name={t('entry.at')}>{moment(outer.at, zone)}</Fact>
        {author === undefined ? null : (
          <Fact name={t('entry.by')}>
            {word('role', author.role)}: <Code>{author.subject}</Code>
            {entry.header?.sig === undefined ? null : <span> · {t('entry.signed')}</span>}
          </Fact>
        )}
        {vouch === undefined ? null : (
          <Fact name={t('entry.vouched')}>{t('entry.vouch', { from: vouch.from, to: vouch.to })}</Fact>
        )}
        <Fact name={t('entry.commitments')}>
          {commitmentsOf(entry).map(({ audience, digests }) => (
            <span key={audience} className={styles.piece}>
              {t('entry.commitment', { n: digests, audience: word('audience', audience) })}
            </span>
          ))}
        </Fact>
        <Fact wide name={t('entry.leaf')}>
          <Code>{toBase64(hash)}</Code>
        </Fact>
      </Facts>
      <details className={styles.details}>
        <summary>{t('entry.header')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <pre dir="ltr" tabIndex={0}>
          {JSON.stringify(outer, null, 2)}
        </pre>
      </details>
    </>
  );
}
