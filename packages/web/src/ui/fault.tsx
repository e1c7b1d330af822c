import { ApiError, isUnreadable } from '../api.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { type Me, useMe } from '../people/me.ts';
import { PasskeyRefused } from '../people/passkeys.ts';
import { AnotherReader } from './another-reader.tsx';
import { Verbatim } from './facts.tsx';
import styles from './fault.module.css';
import { Sign } from './sign.tsx';

/** What the fault is about, where the same status means different things to the reader. */
export type FaultOf = 'credentials' | 'code' | 'invitation' | 'provider';

interface FaultProps {
  readonly error: unknown;
  readonly of?: FaultOf;
}

/** What happened, what it means and what to do; the server's own words, in English, below. */
export function Fault({ error, of }: FaultProps) {
  const { p } = usePeopleSpeech();
  const me = useMe();
  if (error === null || error === undefined) return null;
  const name = nameOf(error, of);
  const { detail, remedy } = error instanceof ApiError ? error.details : {};
  if (name === 'forbidden' && isUnreadable(error) && isExercise(me)) return <ForAnother />;
  return (
    <div role="alert" className={styles.fault} data-fault={name}>
      <Sign standing="no" />
      <div>
        <p className={styles.what}>{p(`error.${name}`)}</p>
        <p>{p(`error.${name}Do`)}</p>
        {detail === undefined || name === of ? null : (
          <p className={styles.said}>
            <Verbatim>
              {detail}
              {remedy === undefined ? '' : ` — ${remedy}`}
            </Verbatim>
          </p>
        )}
      </div>
    </div>
  );
}

/** In place of a page that the rights of whoever looks do not open: nothing was asked of the server for it. */
export function NotForReader() {
  const { p } = usePeopleSpeech();
  const me = useMe();
  if (isExercise(me)) return <ForAnother />;
  return (
    <div role="alert" className={styles.fault} data-fault="forbidden">
      <Sign standing="no" />
      <div>
        <p className={styles.what}>{p('error.forbidden')}</p>
        <p>{p('error.forbiddenDo')}</p>
      </div>
    </div>
  );
}

/** There one can look as another, and the page says as whom. */
function isExercise(me: Me | undefined): boolean {
  return (me?.switcher.length ?? 0) > 0;
}

/** In the exercise a page is mostly refused as one looks as somebody else than before: said without the server's words. */
function ForAnother() {
  const { p } = usePeopleSpeech();
  return (
    <div role="alert" className={styles.fault} data-fault="reader">
      <Sign standing="none" />
      <div>
        <p className={styles.what}>{p('reader.title')}</p>
        <AnotherReader />
      </div>
    </div>
  );
}

const BY_STATUS = {
  0: 'offline',
  400: 'form',
  401: 'signin',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  413: 'form',
  422: 'form',
  429: 'often',
} as const;

const BY_CODE = {
  'people/code': 'invitation',
  'people/password': 'password',
  'people/second-factor': 'factor',
  'people/sign-in-again': 'again',
  'people/taken': 'taken',
  'people/wait': 'often',
} as const;

type FaultName =
  | (typeof BY_STATUS)[keyof typeof BY_STATUS]
  | (typeof BY_CODE)[keyof typeof BY_CODE]
  | FaultOf
  | 'passkey'
  | 'passkeyNeeded'
  | 'enrolledHere'
  | 'other';

function nameOf(error: unknown, of: FaultOf | undefined): FaultName {
  if (error instanceof PasskeyRefused) return 'passkey';
  if (!(error instanceof ApiError)) return 'other';
  const { status, details } = error;
  const known = BY_CODE[(details.code ?? '') as keyof typeof BY_CODE];
  // An account with a passkey is not opened by its password.
  if (of === 'credentials' && known === 'factor') return 'passkeyNeeded';
  // A party's service is no way round what was enrolled here.
  if (of === 'provider' && known === 'factor') return 'enrolledHere';
  if (known !== undefined) return known;
  // Only there is it what was typed that is at fault: elsewhere the server was out of reach, busy or broken.
  if (of !== undefined && (status === 400 || status === 401 || status === 403)) return of;
  return status in BY_STATUS ? BY_STATUS[status as keyof typeof BY_STATUS] : 'other';
}
