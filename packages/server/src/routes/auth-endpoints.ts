import { type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false };
const Password = Type.String({ minLength: 1, maxLength: 512 });
const Code = Type.String({ minLength: 1, maxLength: 64 });

/** An endpoint of the library that is reachable. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** Whether it is about the account of whoever is signed in. */
  readonly own?: true;
  /** Whether it gives or takes another way into the account. */
  readonly fresh?: true;
  readonly body?: TSchema;
  /** What of the library's answer goes out; nothing where it is left out. */
  readonly shows?: (answer: Answered) => unknown;
}

/** What the library answers. */
export type Answered = { readonly [name: string]: unknown };

const whole = (answer: Answered) => answer;
const NOTHING = Type.Object({}, closed);
const PASSWORD = Type.Object({ password: Password }, closed);
const CEREMONY = Type.Object(
  {
    response: Type.Object({}, { additionalProperties: true }),
    name: Type.Optional(Type.String({ maxLength: 80 })),
  },
  closed,
);

/** All that are reachable; the rest of the library is not there. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    ...{
      method: 'POST',
      path: 'sign-in/username',
      summary: 'Signs in by handle and password; says whether a code comes next',
    },
    body: Type.Object({ username: Type.String({ minLength: 1, maxLength: 63 }), password: Password }, closed),
    shows: ({ twoFactorRedirect }) => ({ twoFactorRedirect: twoFactorRedirect === true }),
  },
  {
    ...{
      method: 'POST',
      path: 'two-factor/verify-totp',
      summary: 'The code of an authenticator app: ends a sign-in, or an enrolment',
    },
    body: Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, closed),
  },
  {
    ...{
      method: 'POST',
      path: 'two-factor/verify-backup-code',
      summary: 'A recovery code in place of the app; it works once',
    },
    body: Type.Object({ code: Code }, closed),
  },
  {
    ...{
      method: 'GET',
      path: 'passkey/generate-authenticate-options',
      summary: 'What a browser needs to ask for a passkey',
    },
    shows: (options) => ({ ...options, userVerification: 'required' }),
  },
  {
    ...{ method: 'POST', path: 'passkey/verify-authentication', summary: 'Signs in by a passkey' },
    body: CEREMONY,
  },
  { method: 'POST', path: 'sign-out', summary: 'Ends this session', body: NOTHING },
  {
    ...{
      method: 'POST',
      path: 'two-factor/enable',
      summary: 'Begins to enrol an authenticator app; answers its address and recovery codes, once',
    },
    ...{ own: true, fresh: true, body: PASSWORD },
    shows: ({ totpURI, backupCodes }) => ({
      // The app shows the handle, and no address that nobody has.
      totpURI: String(totpURI).replace('%40handle.invalid', ''),
      backupCodes,
    }),
  },
  {
    ...{ method: 'POST', path: 'two-factor/disable', summary: 'Removes the authenticator app' },
    ...{ own: true, fresh: true, body: PASSWORD },
  },
  {
    ...{
      method: 'POST',
      path: 'two-factor/generate-backup-codes',
      summary: 'New recovery codes; the old ones end',
    },
    ...{ own: true, fresh: true, body: PASSWORD },
    shows: ({ backupCodes }) => ({ backupCodes }),
  },
  {
    ...{
      method: 'GET',
      path: 'passkey/generate-register-options',
      summary: 'What a browser needs to make a passkey',
    },
    ...{ own: true, fresh: true, shows: whole },
  },
  {
    ...{
      method: 'POST',
      path: 'passkey/verify-registration',
      summary: 'Enrols the passkey that the browser made',
    },
    ...{ own: true, fresh: true, body: CEREMONY },
  },
  {
    ...{ method: 'GET', path: 'passkey/list-user-passkeys', summary: 'One’s own passkeys' },
    ...{ own: true },
    shows: (list) => ({
      passkeys: (list as unknown as readonly Answered[]).map(({ id, name, createdAt, backedUp }) => ({
        ...{ id, name: name ?? null, createdAt, backedUp },
      })),
    }),
  },
  {
    ...{ method: 'POST', path: 'passkey/delete-passkey', summary: 'Removes a passkey' },
    ...{ own: true, fresh: true, body: Type.Object({ id: Type.String({ maxLength: 64 }) }, closed) },
  },
  {
    ...{ method: 'POST', path: 'change-password', summary: 'Changes the password; every other session ends' },
    ...{ own: true, fresh: true },
    ...{ body: Type.Object({ currentPassword: Password, newPassword: Password }, closed) },
  },
];
