import { toBase64, type WitnessStanding } from '@armistice/core/record';
import { useQuery } from '@tanstack/react-query';
import { isThere } from '../../api.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { balanced } from '../../i18n/isolated.ts';
import type { Situation } from '../../situation.ts';
import { Card } from '../../ui/card.tsx';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import { Mark, Sign } from '../../ui/sign.tsx';
import type { Verification } from '../../verification/verify.ts';
import styles from './first-page.module.css';

interface RecordCardProps {
  readonly situation: Situation;
  readonly verification: Verification | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

/** The log: its size, its root, and who stands behind it. */
export function RecordCard({ situation, verification, now }: RecordCardProps) {
  const { t, number } = useSpeech();
  const offline = useQuery({
    queryKey: ['verify.html'],
    queryFn: () => isThere('/verify.html'),
    staleTime: Infinity,
  });
  const checkpoint = verification?.audit.checkpoint;
  return (
    <Card id="record" step={number(5)} title={t('step.record')} lead={t('record.lead')}>
      <Facts>
        <Fact name={t('record.size')}>{number(checkpoint?.size ?? situation.size)}</Fact>
        {checkpoint === undefined ? null : (
          <>
            <Fact name={t('record.log')}>
              <Code>{checkpoint.origin}</Code>
            </Fact>
            <Fact wide name={t('record.root')}>
              <Code>{toBase64(checkpoint.root)}</Code>
            </Fact>
          </>
        )}
        {verification === undefined ? null : (
          <CoSignatures situation={situation} verification={verification} now={now} />
        )}
      </Facts>
      <p className={styles.links}>
        <a href="/record/checkpoint" download="checkpoint">
          {t('record.checkpoint')}
        </a>
        {offline.data === true ? (
          <a href="/verify.html" download="verify.html">
            {t('record.verifier')}
          </a>
        ) : null}
      </p>
      <details className={styles.details}>
        <summary>{t('record.policy')}</summary>
        <p>{t('record.policySays')}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <pre dir="ltr" tabIndex={0}>
          {situation.policy}
        </pre>
      </details>
    </Card>
  );
}

function CoSignatures({
  situation,
  verification,
  now,
}: RecordCardProps & { readonly verification: Verification }) {
  const { t } = useSpeech();
  const { witnesses, quorumSize, checkpoint } = verification.audit;
  const standings = [...witnesses].sort((a, b) => (a.name < b.name ? -1 : 1));
  const size = checkpoint?.size ?? 0;
  return (
    <>
      <Fact wide name={t('record.cosigned')}>
        <ul className={styles.pairs}>
          {standings.map((standing) => (
            <CoSignature key={standing.name} standing={standing} situation={situation} now={now} />
          ))}
        </ul>
      </Fact>
      <Fact name={t('record.quorum')}>
        <Sign standing={quorumSize >= size ? 'yes' : 'none'} />{' '}
        {quorumSize >= size
          ? t('quorum.met')
          : quorumSize === 0
            ? t('quorum.missing')
            : t('quorum.partly', { n: quorumSize })}
      </Fact>
    </>
  );
}

interface CoSignatureProps {
  readonly standing: WitnessStanding;
  readonly situation: Situation;
  readonly now: number;
}

function CoSignature({ standing, situation, now }: CoSignatureProps) {
  const { t, ago } = useSpeech();
  const { name, state, size = 0, unixSeconds } = standing;
  const age = ago(now - (unixSeconds ?? 0) * 1000);
  const party = situation.agreement?.parties.find((one) => one.id === name);
  const independent = situation.witnesses.find((one) => one.name === name)?.independent !== false;
  const says = {
    current: () => t('witness.current', { ago: age }),
    behind: () => t('witness.behind', { n: size, ago: age }),
    ahead: () => t('witness.ahead', { n: size }),
    forked: () => t('witness.forked'),
    never: () => t('witness.never'),
  } satisfies Record<WitnessStanding['state'], () => string>;
  return (
    <li>
      <PartySymbol party={name} parties={situation.witnesses.map((one) => one.name)} />
      <bdi>{balanced(party?.name ?? name)}</bdi>: {says[state]()}
      {independent ? null : (
        <span className={styles.dependent}>
          <Mark>{t('witness.dependent')}</Mark> {t('witness.dependentSays')}
        </span>
      )}
    </li>
  );
}
