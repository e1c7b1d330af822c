import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Header } from './entry.ts';
import type { Json } from './json.ts';
import {
  applyKeyEntry,
  KEY_ROLES,
  type KeyRegister,
  keyInForce,
  mustBeSigned,
  openRegister,
  rawKey,
  thumbprint,
} from './keys.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, outcome, type TestKey, TestLog, testKey } from './testing.ts';

const log = new TestLog();
const registrar = testKey('registrar');
const sequencer = testKey('sequencer');

function keyEntry(by: string, open: Json, kind = 'key'): Header {
  return {
    v: 1,
    kind,
    mission: log.mission,
    at: 7,
    by,
    audience: 'public',
    body: { open },
    authored: { at: 7, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' },
  };
}

const opened = expectAccepted(openRegister(keyEntry(registrar.id, log.genesis(), 'mission')));
const introduction = (key: TestKey, role = 'party') => ({
  action: 'introduce',
  key: key.jwk,
  role,
  subject: 'north',
});

/** Applies key entries at the indexes given; refused ones leave the register as it was. */
function grown(...steps: readonly (readonly [index: number, by: TestKey, open: Json])[]): KeyRegister {
  return steps.reduce(
    (register, [index, by, open]) => expectAccepted(applyKeyEntry(register, keyEntry(by.id, open), index)),
    opened,
  );
}

describe('a key id', () => {
  test('is the RFC 7638 thumbprint: the hash of the required members in order', () => {
    const { x } = registrar.jwk;
    const text = `{"crv":"Ed25519","kty":"OKP","x":"${x}"}`;
    expect(thumbprint(registrar.jwk)).toBe(createHash('sha256').update(text).digest('base64url'));
    // RFC 8037, appendix A.3.
    expect(thumbprint({ crv: 'Ed25519', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });

  test('stands for 32 raw bytes, or for the uncompressed point of P-256', () => {
    expect(rawKey(registrar.jwk)).toEqual(registrar.raw);
    const point = rawKey({
      crv: 'P-256',
      kty: 'EC',
      x: Buffer.from(bytesFor('x')).toString('base64url'),
      y: Buffer.from(bytesFor('y')).toString('base64url'),
    });
    expect([point[0], point.length]).toEqual([4, 65]);
  });
});

describe('the mission entry', () => {
  test('introduces registrar and sequencer, in force from the first entry on', () => {
    for (const [key, role] of [
      [registrar, 'registrar'],
      [sequencer, 'sequencer'],
    ] as const) {
      expect(keyInForce(opened, key.id, 0)).toMatchObject({ role });
      expect(keyInForce(opened, key.id, 1)).toMatchObject({ role });
    }
    expect(opened.genesis).toMatchObject({ mission: log.mission, origin: log.origin });
  });

  const genesis = log.genesis();
  test.each<[string, Json]>([
    ['no registrar', { ...genesis, registrar: null }],
    ['a registrar’s key of 31 bytes', { ...genesis, registrar: { ...registrar.jwk, x: 'A'.repeat(42) } }],
    ['a registrar’s private key', { ...genesis, registrar: { ...registrar.jwk, d: 'A'.repeat(43) } }],
    ['a registrar’s key of another type', { ...genesis, registrar: { ...registrar.jwk, kty: 'EC' } }],
    ['a P-256 key without y', { ...genesis, registrar: { crv: 'P-256', kty: 'EC', x: 'A'.repeat(43) } }],
    ['an Ed25519 key with y', { ...genesis, registrar: { ...registrar.jwk, y: 'A'.repeat(43) } }],
    ['one key for both', { ...genesis, sequencer: registrar.jwk }],
    ['no origin', { ...genesis, origin: 7 }],
    ['a log key that is none', { ...genesis, log: 'log.example' }],
    ['null in it', null],
    ['a text in it', 'mission'],
    ['a list in it', []],
  ])('with %s is refused', (_, open) => {
    expect(outcome(openRegister(keyEntry(registrar.id, open, 'mission')))).toBe('keys-genesis');
  });

  test('must be open, and of the kind mission', () => {
    expect(outcome(openRegister(keyEntry(registrar.id, genesis, 'key')))).toBe('keys-genesis');
    expect(outcome(openRegister({ ...keyEntry(registrar.id, genesis, 'mission'), body: { sd: {} } }))).toBe(
      'keys-genesis',
    );
  });
});

describe('a key entry', () => {
  const north = testKey('north');
  const south = testKey('south');
  const next = testKey('north, later');

  test('by a registrar introduces a key, in force behind it and not at it', () => {
    const register = grown([5, registrar, introduction(north)]);
    expect(keyInForce(register, north.id, 5)).toBeUndefined();
    expect(keyInForce(register, north.id, 6)).toMatchObject({ role: 'party', subject: 'north', since: 5 });
  });

  test('introduced late is not in force for the first entry either', () => {
    expect(keyInForce(grown([5, registrar, introduction(north)]), north.id, 0)).toBeUndefined();
  });

  test('by the key itself rotates it, with its role and its subject', () => {
    const register = grown(
      [5, registrar, introduction(north)],
      [9, north, { action: 'rotate', replaces: north.id, key: next.jwk }],
    );
    expect(keyInForce(register, north.id, 8)).toBeDefined();
    expect(keyInForce(register, north.id, 9)).toBeUndefined();
    expect(keyInForce(register, next.id, 9)).toBeUndefined();
    expect(keyInForce(register, next.id, 10)).toMatchObject({ role: 'party', subject: 'north' });
  });

  test('by the key itself revokes it', () => {
    const register = grown(
      [5, registrar, introduction(north)],
      [9, north, { action: 'revoke', revokes: north.id }],
    );
    expect(keyInForce(register, north.id, 8)).toBeDefined();
    expect(keyInForce(register, north.id, 9)).toBeUndefined();
  });

  test('may carry why, beside what it does', () => {
    const register = grown(
      [5, registrar, introduction(north)],
      [9, registrar, { action: 'revoke', revokes: north.id, reason: 'the device was lost' }],
    );
    expect(keyInForce(register, north.id, 10)).toBeUndefined();
  });

  const both = grown([5, registrar, introduction(north)], [6, registrar, introduction(south)]);
  const revoked = grown(
    [5, registrar, introduction(north)],
    [6, registrar, introduction(south)],
    [7, registrar, { action: 'revoke', revokes: north.id }],
  );
  test.each<[string, KeyRegister, TestKey, Json]>([
    ['a party introduces a key', both, north, introduction(next)],
    ['the sequencer introduces a key', both, sequencer, introduction(next)],
    [
      'a party rotates the other party’s key',
      both,
      south,
      { action: 'rotate', replaces: north.id, key: next.jwk },
    ],
    ['a party revokes the other party’s key', both, south, { action: 'revoke', revokes: north.id }],
    ['a party revokes the registrar', both, south, { action: 'revoke', revokes: registrar.id }],
    [
      'a party introduces a key and names its own',
      both,
      north,
      { ...introduction(next), replaces: north.id },
    ],
    ['a stranger introduces a key', both, next, introduction(next)],
    ['a revoked key revokes itself', revoked, north, { action: 'revoke', revokes: north.id }],
    ['a revoked key is revoked again', revoked, registrar, { action: 'revoke', revokes: north.id }],
    ['a revoked key is rotated', revoked, registrar, { action: 'rotate', replaces: north.id, key: next.jwk }],
    ['a revoked key is introduced again', revoked, registrar, introduction(north)],
    ['a key in force is introduced again', both, registrar, introduction(north)],
    ['a key is rotated to itself', both, north, { action: 'rotate', replaces: north.id, key: north.jwk }],
    [
      'a key is rotated to the other party’s',
      both,
      north,
      { action: 'rotate', replaces: north.id, key: south.jwk },
    ],
    [
      'a key is rotated to one that was revoked',
      revoked,
      south,
      { action: 'rotate', replaces: south.id, key: north.jwk },
    ],
    [
      'a rotation names its key as a revocation would',
      both,
      north,
      { action: 'rotate', revokes: north.id, key: next.jwk },
    ],
    ['a revocation names its key in a list', both, registrar, { action: 'revoke', revokes: [north.id] }],
    ['a revocation names no key', both, registrar, { action: 'revoke' }],
    ['the role is unknown', both, registrar, introduction(next, 'judge')],
    ['the role is missing', both, registrar, { action: 'introduce', key: next.jwk, subject: 'north' }],
    ['the subject is empty', both, registrar, { ...introduction(next), subject: '' }],
    ['the key is malformed', both, registrar, { ...introduction(next), key: { ...next.jwk, x: 'AA' } }],
    [
      'the key carries a name',
      both,
      registrar,
      { ...introduction(next), key: { ...next.jwk, kid: 'north' } },
    ],
    [
      'the web origins are a text',
      both,
      registrar,
      { ...introduction(next), origins: 'https://room.example' },
    ],
    ['the web origins are none', both, registrar, { ...introduction(next), origins: [] }],
    ['one web origin is empty', both, registrar, { ...introduction(next), origins: [''] }],
    ['the action is unknown', both, registrar, { ...introduction(next), action: 'replace' }],
    ['it says nothing', both, registrar, {}],
    ['it is null', both, registrar, null],
    ['it is a text', both, registrar, 'revoke'],
  ])('is refused where %s', (_, register, by, open) => {
    const result = applyKeyEntry(register, keyEntry(by.id, open), 9);
    expect(outcome(result)).toBe('keys-entry');
    expect(result.ok ? '' : result.refusal.message).toContain('entry 9');
  });

  test('with its body sealed is refused', () => {
    expect(outcome(applyKeyEntry(both, { ...keyEntry(registrar.id, {}), body: { sd: {} } }, 9))).toBe(
      'keys-entry',
    );
  });

  test('leaves the register before it as it was', () => {
    const before = new Map(both.keys);
    applyKeyEntry(both, keyEntry(registrar.id, { action: 'revoke', revokes: north.id }), 9);
    expect(new Map(both.keys)).toEqual(before);
  });
});

describe('whose signature an entry must carry', () => {
  test.each([
    ['registrar', true],
    ['party', true],
    ['body', true],
    ['person', true],
    ['sequencer', false],
    ['device', false],
    ['import', false],
  ] as const)('a report by a %s: %s', (role, expected) => {
    expect(KEY_ROLES).toContain(role);
    expect(mustBeSigned('report', role)).toBe(expected);
  });

  test.each(['mission', 'key', 'erasure', 'succession', 'attestation'])(
    '%s binds everyone: nobody may leave it unsigned',
    (kind) => {
      for (const role of KEY_ROLES) expect(mustBeSigned(kind, role)).toBe(true);
    },
  );
});
