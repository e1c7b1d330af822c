import { describe, expect, test } from 'vitest';
import { toBase64Url } from './base64.ts';
import type { Header } from './entry.ts';
import { parseErasure } from './erasure.ts';
import type { Json } from './json.ts';
import { bytesFor, outcome } from './testing.ts';

const header = (open: Json): Header => ({
  v: 1,
  kind: 'erasure',
  mission: 'training',
  at: 7,
  by: toBase64Url(bytesFor('by')),
  audience: 'public',
  body: { open },
  authored: { at: 7, nonce: toBase64Url(bytesFor('nonce', 16)) },
});
const target = { index: 7, leaf: toBase64Url(bytesFor('leaf')) };
const body = {
  targets: [target],
  scope: 'detail',
  requestedBy: 'data-protection-officer',
  reason: 'consent was withdrawn',
};

describe('an erasure', () => {
  test.each(['detail', 'everything'])('of %s names its targets, who asked and why', (scope) => {
    expect(parseErasure(header({ ...body, scope }))).toEqual({ ok: true, value: { ...body, scope } });
  });

  test.each<[string, Json]>([
    ['no targets', { ...body, targets: [] }],
    ['targets that are no list', { ...body, targets: target }],
    ['a target without its hash', { ...body, targets: [{ index: 7 }] }],
    ['a target with a hash of 31 bytes', { ...body, targets: [{ index: 7, leaf: 'A'.repeat(42) }] }],
    ['a target with half an index', { ...body, targets: [{ ...target, index: 7.5 }] }],
    ['a target before the first entry', { ...body, targets: [{ ...target, index: -1 }] }],
    ['a target that is null', { ...body, targets: [target, null] }],
    ['another scope', { ...body, scope: 'header' }],
    ['nobody who asked', { ...body, requestedBy: null }],
    ['no reason', { ...body, reason: '' }],
    ['null in it', null],
    ['a text in it', 'everything'],
  ])('with %s is refused', (_, open) => {
    expect(outcome(parseErasure(header(open)))).toBe('erasure');
  });

  test('that is not open is refused: it could be erased itself', () => {
    expect(outcome(parseErasure({ ...header(null), body: { sd: { public: [target.leaf] } } }))).toBe(
      'erasure',
    );
  });
});
