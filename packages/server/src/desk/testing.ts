// Test-only: a mission with people at its desk, parties and a body with keys of their own.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { MissionRules } from '@armistice/core/mission';
import {
  authoredBytes,
  type ComposedField,
  compose,
  type EntrySignature,
  type Json,
  type Jwk,
  PUBLIC,
  thumbprint,
  toBase64Url,
} from '@armistice/core/record';
import type { Actor, Role } from '@armistice/core/rights';
import { systemDrafting } from '../record/drafting.ts';
import type { OpenLog } from '../record/folder.ts';

/** Somebody with a role, and whatever that role needs to be of use. */
export function person(handle: string, roles: readonly Role[], more: Partial<Actor> = {}): Actor {
  return { handle, roles, ...more };
}

/** Rules of a mission with offices, a commission of both parties, and a ladder with clocks. */
export function deskRules(offices: NonNullable<MissionRules['offices']>): MissionRules {
  return {
    title: 'EXERCISE: at the desk',
    exercise: true,
    indications: 'at-once',
    offices,
    bodies: {
      commission: {
        name: 'EXERCISE: Joint Commission',
        does: ['attribute', 'find', 'coordinate'],
        members: ['north', 'south'],
        quorum: { 'at-least': 1, 'of-each': 'party' },
      },
      council: { name: 'EXERCISE: Council', does: ['coordinate'], members: ['north', 'south'] },
    },
    ladder: [{ body: 'commission', within: 2, escalates: 3 }, { body: 'council' }],
  };
}

/** A key that its holder keeps: plain Ed25519, or a passkey of a software authenticator. */
export interface OwnKey {
  readonly jwk: Jwk;
  readonly id: string;
  readonly origins?: readonly string[];
  sign(message: Uint8Array): EntrySignature;
}

/** An Ed25519 key as a browser makes it. */
export function plainKey(): OwnKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const jwk: Jwk = { crv: 'Ed25519', kty: 'OKP', x };
  return {
    jwk,
    id: thumbprint(jwk),
    sign: (message) => ({ alg: 'ed25519', value: toBase64Url(sign(null, message, privateKey)) }),
  };
}

/** A passkey: the assertion that an authenticator gives for a challenge, at an origin. */
export function passkey(origin: string): OwnKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk: Jwk = { crv: 'P-256', kty: 'EC', x, y };
  return {
    jwk,
    id: thumbprint(jwk),
    origins: [origin],
    sign: (message) => asserted(message, origin, privateKey),
  };
}

function asserted(message: Uint8Array, origin: string, key: KeyObject): EntrySignature {
  const challenge = createHash('sha256').update(message).digest('base64url');
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }));
  const authenticator = Buffer.concat([
    createHash('sha256').update(origin).digest(),
    Buffer.from([5, 0, 0, 0, 1]),
  ]);
  const signed = Buffer.concat([authenticator, createHash('sha256').update(client).digest()]);
  return {
    alg: 'webauthn',
    authenticator: toBase64Url(authenticator),
    client: toBase64Url(client),
    value: toBase64Url(sign('sha256', signed, key)),
  };
}

/** What an author sends: composed and signed on their own machine. */
export function signedBy(
  key: OwnKey,
  kind: string,
  body: { readonly [name: string]: Json } | readonly ComposedField[],
  audience: string = PUBLIC,
) {
  const fields = Array.isArray(body)
    ? (body as readonly ComposedField[])
    : Object.entries(body).map(([name, value]) => ({ name, value, audience }));
  const { statement, disclosures } = compose(
    { kind, mission: 'training', by: key.id, audience, body: { fields } },
    systemDrafting(),
  );
  return { statement, sig: key.sign(authoredBytes(statement)), disclosures };
}

/** Has people on record as members, as an invitation does that was agreed to. */
export async function enrol({ log, keys }: OpenLog, people: readonly Actor[]): Promise<void> {
  const drafts = people.map(({ handle, roles, party, bodies, sources }) => {
    const entry = {
      handle,
      roles: [...roles],
      by: 'registrar',
      ...(party ? { party } : {}),
      ...(bodies ? { bodies: [...bodies] } : {}),
      ...(sources ? { sources: [...sources] } : {}),
    };
    const fields = Object.entries(entry).map(([name, value]) => ({
      ...{ name, value: value as Json, audience: 'mission' },
      part: 'detail' as const,
    }));
    return log.draft({ kind: 'member', audience: 'mission', body: { fields } }, keys.registrar);
  });
  await log.append(drafts);
}

/** Introduces keys by the registrar, as a mission does once it knows whose they are. */
export async function introduce(
  { log, keys }: OpenLog,
  introduced: readonly (readonly [key: OwnKey, role: string, subject: string])[],
): Promise<void> {
  const drafts = introduced.map(([{ jwk, origins }, role, subject]) => {
    const open = {
      action: 'introduce',
      key: { ...jwk },
      role,
      subject,
      ...(origins === undefined ? {} : { origins }),
    };
    return log.draft({ kind: 'key', audience: PUBLIC, body: { open } }, keys.registrar);
  });
  await log.append(drafts);
}
