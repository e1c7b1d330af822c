import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inclusionProof } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatReceipt, parseReceipt, receiptHolds } from './proof.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, outcome, TestLog } from './testing.ts';

const log = new TestLog();
while (log.size < 70) log.append({});
log.vouch();
const leaves = log.leafHashes();
const checkpoint = log.checkpoint(70, ['north', 'south']);
const leafAt = (index: number) => leaves.slice(index * 32, index * 32 + 32);
const receiptOf = (index: number) => ({
  index,
  path: inclusionProof(index, 70, nodesFromLeaves(leaves)),
  checkpoint,
});

describe('a receipt', () => {
  test('of every entry holds for its leaf and for no other', () => {
    for (let index = 0; index < 70; index++) {
      const receipt = expectAccepted(parseReceipt(formatReceipt(receiptOf(index))));
      expect(receiptHolds(receipt, leafAt(index))).toBe(true);
      expect(receiptHolds(receipt, leafAt((index + 1) % 70))).toBe(false);
    }
  });

  test('parse ∘ format is the identity, with extra data and without', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const receipts = fc.record(
      {
        index: fc.nat({ max: 69 }),
        path: fc.array(hash, { maxLength: 63 }),
        checkpoint: fc.constant(checkpoint),
        extra: fc.uint8Array({ minLength: 1, maxLength: 60 }),
      },
      { requiredKeys: ['index', 'path', 'checkpoint'] },
    );
    fc.assert(
      fc.property(receipts, (receipt) => {
        const text = formatReceipt(receipt);
        const parsed = expectAccepted(parseReceipt(text));
        expect(formatReceipt(parsed)).toBe(text);
        expect(parsed).toEqual(receipt);
      }),
    );
  });

  const text = formatReceipt({ ...receiptOf(7), extra: bytesFor('extra') });
  const hashes = (count: number) => `${'A'.repeat(43)}=\n`.repeat(count);
  const withHashes = (count: number) => text.replace(/(index 7\n)[^\n].*?\n\n/s, `$1${hashes(count)}\n`);
  test.each([
    ['another first line', text.replace('@v1', '@v2'), 'receipt-header'],
    ['a byte order mark', `\ufeff${text}`, 'receipt-header'],
    ['lines ended as Windows does', text.replaceAll('\n', '\r\n'), 'receipt-header'],
    ['no empty line', text.replaceAll('\n\n', '\n'), 'receipt-header'],
    ['extra data without padding', text.replace(/(extra .*)=\n/, '$1\n'), 'receipt-extra'],
    ['extra data of nothing', text.replace(/extra .*\n/, 'extra \n'), 'receipt-extra'],
    ['extra data behind the index', text.replace(/(extra .*\n)(index 7\n)/, '$2$1'), 'proof-hash'],
    ['extra data twice', text.replace(/(extra .*\n)/, '$1$1'), 'receipt-index'],
    ['no index', text.replace('index 7\n', ''), 'receipt-index'],
    ['an index with a leading zero', text.replace('index 7', 'index 07'), 'receipt-index'],
    ['an index with a sign', text.replace('index 7', 'index +7'), 'receipt-index'],
    ['an index with two spaces', text.replace('index 7', 'index  7'), 'receipt-index'],
    ['an index at the size', text.replace('index 7', 'index 70'), 'receipt-index'],
    ['64 hashes', withHashes(64), 'proof-length'],
    ['a hash of 31 bytes', text.replace(/(index 7\n).*\n/, `$1${'A'.repeat(42)}==\n`), 'proof-hash'],
    ['a hash with stray bits', text.replace(/(index 7\n).*\n/, `$1${'A'.repeat(42)}B=\n`), 'proof-hash'],
    ['a space behind a hash', text.replace(/(index 7\n.*)\n/, '$1 \n'), 'proof-hash'],
    ['a checkpoint without signatures', text.slice(0, text.indexOf('—')), 'note-signature'],
    ['a checkpoint with a size of 070', text.replace('\n70\n', '\n070\n'), 'checkpoint-size'],
    ['nothing', '', 'receipt-header'],
  ])('with %s is refused', (_, altered, code) => {
    expect(outcome(parseReceipt(altered))).toBe(code);
  });

  test('63 hashes are read, though no such tree exists here', () => {
    expect(outcome(parseReceipt(withHashes(63)))).toBe('accepted');
  });
});
