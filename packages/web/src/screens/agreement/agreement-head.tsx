import type { Agreement } from '@armistice/core/agreement';
import type { OneAgreement } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { balanced } from '../../i18n/isolated.ts';
import { Fact, Facts, Verbatim } from '../../ui/facts.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import { Mark } from '../../ui/sign.tsx';
import styles from './agreement.module.css';

/** What the agreement is, between whom, and from when on. */
export function AgreementHead({ known }: { readonly known: OneAgreement }) {
  const { t, language, number } = useSpeech();
  const { agreement, entry } = known;
  const parties = agreement.parties.map(({ id }) => id);
  const counts = { primary: 0, 'second-hand': 0, unchecked: 0 };
  for (const { anchor } of agreement.clauses) counts[anchor.certainty] += 1;
  return (
    <div className={styles.head}>
      <h1>
        <Verbatim>{agreement.title}</Verbatim>
      </h1>
      {language === 'en' ? null : <p className={styles.english}>{t('agreement.english')}</p>}
      <Facts>
        <Fact name={t('agreement.parties')}>
          <ul className={styles.parties}>
            {agreement.parties.map((party) => (
              <li key={party.id}>
                <PartySymbol party={party.id} parties={parties} />
                <NameOf named={party} />
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('agreement.adopted')}>
          <LocalDay local={agreement.adopted.local} />
        </Fact>
        <Fact name={t('agreement.inForce')}>
          <LocalDay local={agreement['in-force'].local} />
          {'. '}
          <span className={styles.quiet}>{t('agreement.clock', { zone: agreement.clock })}</span>
        </Fact>
        <Fact name={t('agreement.version')}>
          {t('agreement.versionSays', { version: agreement.version, revision: agreement.revision })}
        </Fact>
        <Fact name={t('agreement.standing')}>
          {entry === undefined
            ? t('agreement.library')
            : t('agreement.adoptedHere', { entry: number(entry) })}
        </Fact>
        <Fact name={t('agreement.certainty')}>
          {t('agreement.certaintySays', {
            n: agreement.clauses.length,
            primary: counts.primary,
            second: counts['second-hand'],
            unchecked: counts.unchecked,
          })}
          {counts.unchecked > 0 ? (
            <>
              {' '}
              <Mark>{t('certainty.unchecked')}</Mark> {t('agreement.uncheckedSays')}
            </>
          ) : null}
        </Fact>
        {agreement.bodies === undefined ? null : (
          <Fact name={t('agreement.bodies')}>
            <ul>
              {Object.entries(agreement.bodies).map(([id, body]) => (
                <li key={id}>
                  <NameOf named={body} />
                  {body.does === undefined ? null : (
                    <span className={styles.quiet}>
                      {' '}
                      (<Verbatim>{body.does.join(', ')}</Verbatim>)
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </Facts>
      {(agreement.notes ?? []).map((note) => (
        <p key={note} className={styles.note}>
          <Verbatim>{note}</Verbatim>
        </p>
      ))}
    </div>
  );
}

type Named = Pick<Agreement['parties'][number], 'name' | 'aliases'>;

/** A name as the text has it, with the spelling of the reader's language beside it where the text gives one. */
function NameOf({ named: { name, aliases } }: { readonly named: Named }) {
  const { language } = useSpeech();
  const own = aliases?.[language]?.[0];
  return (
    <>
      <Verbatim>{name}</Verbatim>
      {own === undefined ? null : (
        <span className={styles.quiet}>
          {' '}
          (<bdi lang={language}>{balanced(own)}</bdi>)
        </span>
      )}
    </>
  );
}

/** A day, or a day and an hour, on the clock of the agreement. */
function LocalDay({ local }: { readonly local: string }) {
  const { language } = useSpeech();
  const withHour = local.includes('T');
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    dateStyle: 'long',
    ...(withHour ? { timeStyle: 'short' as const, hourCycle: 'h23' as const } : {}),
  });
  return <time dateTime={local}>{format.format(new Date(`${withHour ? local : `${local}T00:00`}Z`))}</time>;
}
