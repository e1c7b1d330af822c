import { expect, test } from 'vitest';
import { hashOfCode, newCode, newToken, whyTooEasy } from './secrets.ts';

test('a code is the same however a person types it, and no two are alike', () => {
  const code = newCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/);
  expect(hashOfCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}`)).toBe(
    hashOfCode(code),
  );
  expect(hashOfCode('1111-0000')).toBe(hashOfCode('ilIL-oO0O'));
  expect(new Set(Array.from({ length: 1000 }, newCode)).size).toBe(1000);
  expect(newToken()).toMatch(/^device-[A-Za-z0-9_-]{43}$/);
});

test('a password is taken for what it is hard to guess by, in any script', () => {
  const easy = [
    'short',
    'passwordpassword',
    'aaaaaaaaaaaaaaaa',
    'duty-1duty-1duty-1',
    'qwertyuiop12345',
    '123456789012',
    '0987654321qwerty',
    'x'.repeat(129),
  ];
  for (const password of easy)
    expect([password, whyTooEasy(password, 'duty-1')]).toEqual([password, expect.any(String)]);
  const hard = [
    'five words of no kin',
    'тихий дуб читає сніг',
    'هدوء البحر في الليل',
    'kR7#vTq2mZx9',
    '🦉 river anvil 42',
  ];
  for (const password of hard)
    expect([password, whyTooEasy(password, 'duty-1')]).toEqual([password, undefined]);
});
