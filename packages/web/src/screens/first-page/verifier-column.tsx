import { type Speech, useSpeech } from '../../i18n/context.tsx';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import { Sign } from '../../ui/sign.tsx';
import type { Finding, VerifierAnswer } from '../../verification/verifiers.ts';
import styles from './tamper.module.css';

interface VerifierColumnProps {
  readonly answer: VerifierAnswer;
  readonly name: string;
  readonly parties: readonly string[];
}

/** One verifier's answer. All columns are alike: none is larger, earlier or louder for whose it is. */
export function VerifierColumn({ answer, name, parties }: VerifierColumnProps) {
  const { t } = useSpeech();
  const { who, intact, finding, keptSize, more } = answer;
  return (
    <section className={styles.column} data-verifier={who} data-intact={intact}>
      <h3>
        {who === 'mission' ? (
          t('verifier.mission')
        ) : (
          <>
            <PartySymbol party={who} parties={parties} />
            {t('verifier.party', { party: name })}
          </>
        )}
      </h3>
      <p className={styles.small}>{t('verifier.kept', { n: keptSize })}</p>
      <p className={intact ? styles.accepts : styles.refuses}>
        <Sign standing={intact ? 'yes' : 'no'} /> {t(intact ? 'verifier.accepts' : 'verifier.refuses')}
      </p>
      {finding === undefined ? null : <Found finding={finding} />}
      {more > 0 ? <p className={styles.small}>{t('verifier.more', { n: more })}</p> : null}
    </section>
  );
}

function Found({ finding }: { readonly finding: Finding }) {
  const speech = useSpeech();
  const { t, number } = speech;
  const { index, expected, found } = finding;
  const says = wordsOf(finding, speech);
  return (
    <>
      {says === undefined ? (
        <p lang="en" dir="ltr">
          {finding.message}
        </p>
      ) : (
        <p>{says}</p>
      )}
      <Facts>
        {index === undefined ? null : (
          <Fact name={t('verifier.entry')}>
            <strong data-entry={index}>{number(index)}</strong>
          </Fact>
        )}
        {expected === undefined ? null : (
          <Fact wide name={t('verifier.expected')}>
            <Value text={expected} />
          </Fact>
        )}
        {found === undefined ? null : (
          <Fact wide name={t('verifier.found')}>
            <Value text={found} />
          </Fact>
        )}
      </Facts>
    </>
  );
}

/** The core words its problems in English; those that the page can bring about are said in the reader's language. */
function wordsOf({ code, index }: Finding, { t, number }: Speech): string | undefined {
  if (code === 'record/checkpoint-signature') return t('problem.checkpoint');
  if (index === undefined) return undefined;
  const place = { index: number(index) };
  switch (code) {
    case 'record/body-altered':
      return t('problem.body', place);
    case 'record/leaf-altered':
      return t('problem.leaf', place);
    case 'record/rolled-back':
      return t('problem.rollback', place);
    case 'record/forked':
      return t('problem.forked', place);
    default:
      return undefined;
  }
}

/** A hash as it is, or a number of entries in words. */
function Value({ text }: { readonly text: string }) {
  const { t } = useSpeech();
  const entries = /^(\d+) entries$/.exec(text);
  if (entries !== null) return <>{t('entries.count', { n: Number(entries[1]) })}</>;
  return <Code>{text}</Code>;
}
