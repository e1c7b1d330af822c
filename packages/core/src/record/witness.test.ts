import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCheckpoint, parseSignedCheckpoint, readCheckpoint } from './checkpoint.ts';
import { consistencyProof, emptyRoot, type Hash, rootOf } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatNote, type NoteSignature } from './note.ts';
import { expectAccepted } from './refusal.ts';
import { signNote } from './signature.ts';
import { bytesFor, outcome, TestLog, testSigner, verifier } from './testing.ts';
import {
  type AddCheckpoint,
  decideCheckpoint,
  formatAddCheckpoint,
  parseAddCheckpoint,
  WITNESS_STATUS,
  type WitnessRecord,
} from './witness.ts';

const log = new TestLog();
while (log.size < 40) log.append({});
log.vouch();
const read = nodesFromLeaves(log.leafHashes());
const rootAt = (size: number) => rootOf(size, read);
const cosigned = (size: number): WitnessRecord => ({ size, root: rootAt(size) });

function request(oldSize: number, size: number, changes: Partial<AddCheckpoint> = {}): AddCheckpoint {
  return {
    oldSize,
    proof: consistencyProof(oldSize, size, read),
    checkpoint: log.checkpoint(size),
    ...changes,
  };
}

/** A checkpoint signed by the log over whatever root. */
function checkpointWith(size: number, root: Hash, signatures?: NoteSignature[]) {
  const text = formatCheckpoint({ origin: log.origin, size, root });
  const note = { text, signatures: signatures ?? [signNote(text, log.signer)] };
  return { ...expectAccepted(readCheckpoint(text)), note };
}

const falseSignature = (size: number): NoteSignature => {
  const valid = signNote(formatCheckpoint({ origin: log.origin, ...cosigned(size) }), log.signer);
  return { ...valid, bytes: valid.bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte)) };
};
const stranger = signNote('anything', testSigner('another.example', 'ed25519'));

describe('what a witness answers (tlog-witness v1.0.0, add-checkpoint)', () => {
  test.each<[string, AddCheckpoint, WitnessRecord | undefined, number]>([
    ['the first checkpoint of a log', request(0, 20), undefined, 200],
    ['a first checkpoint of the empty tree', request(0, 0), undefined, 200],
    ['a grown checkpoint with its proof', request(20, 33), cosigned(20), 200],
    ['the same checkpoint again', request(20, 20), cosigned(20), 200],
    ['growth from a cosigned empty tree', request(0, 20), { size: 0, root: emptyRoot() }, 200],
    [
      'a signature by a stranger beside the log’s',
      request(20, 33, {
        checkpoint: checkpointWith(33, rootAt(33), [
          stranger,
          signNote(formatCheckpoint({ origin: log.origin, ...cosigned(33) }), log.signer),
        ]),
      }),
      cosigned(20),
      200,
    ],
    [
      'no signature by the log',
      request(20, 33, { checkpoint: checkpointWith(33, rootAt(33), [stranger]) }),
      cosigned(20),
      403,
    ],
    [
      'a false signature by the log',
      request(20, 33, { checkpoint: checkpointWith(33, rootAt(33), [falseSignature(33)]) }),
      cosigned(20),
      403,
    ],
    [
      'a false signature by the log beside a valid one',
      request(20, 33, {
        checkpoint: checkpointWith(33, rootAt(33), [
          ...log.checkpoint(33).note.signatures,
          falseSignature(33),
        ]),
      }),
      cosigned(20),
      403,
    ],
    ['an old size above the new', request(33, 33, { checkpoint: log.checkpoint(20) }), cosigned(33), 400],
    [
      'an old size above the new, also where it is stale',
      request(33, 33, { checkpoint: log.checkpoint(20) }),
      cosigned(10),
      400,
    ],
    ['an old size below what was cosigned', request(10, 33), cosigned(20), 409],
    ['an old size above what was cosigned', request(25, 33), cosigned(20), 409],
    ['an old size of 0 once something was cosigned', request(0, 33), cosigned(20), 409],
    ['an old size where nothing was ever cosigned', request(20, 33), undefined, 409],
    ['a tree behind what was cosigned', request(10, 15), cosigned(20), 409],
    [
      'another root at the size that was cosigned',
      request(20, 20, { checkpoint: checkpointWith(20, rootAt(21)) }),
      cosigned(20),
      422,
    ],
    ['a rewritten history', request(20, 33), { size: 20, root: rootAt(21) }, 422],
    [
      'a proof with a hash dropped',
      request(20, 33, { proof: consistencyProof(20, 33, read).slice(1) }),
      cosigned(20),
      422,
    ],
    [
      'a proof with a hash added',
      request(20, 33, { proof: [...consistencyProof(20, 33, read), bytesFor('a')] }),
      cosigned(20),
      422,
    ],
    [
      'a proof between other sizes',
      request(20, 33, { proof: consistencyProof(19, 33, read) }),
      cosigned(20),
      422,
    ],
    ['a proof where the old size is 0', request(0, 20, { proof: [bytesFor('a')] }), undefined, 422],
    ['a proof where the sizes are the same', request(20, 20, { proof: [bytesFor('a')] }), cosigned(20), 422],
    [
      'an empty tree under another root',
      request(0, 0, { checkpoint: checkpointWith(0, bytesFor('no root')) }),
      undefined,
      422,
    ],
  ])('%s', async (_, sent, latest, status) => {
    const answer = await decideCheckpoint(sent, log.signer.key, latest, verifier);
    expect(WITNESS_STATUS[answer.answer]).toBe(status);
    if (answer.answer === 'conflict') expect(answer.size).toBe(latest?.size ?? 0);
  });

  test('an origin that it does not know is refused before anything else is looked at', async () => {
    const answer = await decideCheckpoint(
      request(20, 33, { checkpoint: checkpointWith(33, rootAt(33), [stranger]) }),
      undefined,
      undefined,
      verifier,
    );
    expect(WITNESS_STATUS[answer.answer]).toBe(404);
  });
});

describe('a request to a witness', () => {
  test('parse ∘ format is the identity', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), (oldSize, proof) => {
        const value: AddCheckpoint = { oldSize, proof, checkpoint: log.checkpoint(33, ['north']) };
        const text = formatAddCheckpoint(value);
        const parsed = expectAccepted(parseAddCheckpoint(text));
        expect(parsed).toEqual(value);
        expect(formatAddCheckpoint(parsed)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  const text = formatAddCheckpoint(request(20, 33));
  const hash = `${'A'.repeat(43)}=\n`;
  test.each([
    ['an old size with a leading zero', text.replace('old 20', 'old 020'), 'witness-request'],
    ['an old size with a sign', text.replace('old 20', 'old +20'), 'witness-request'],
    ['an old size with two spaces', text.replace('old 20', 'old  20'), 'witness-request'],
    ['an old size beyond 2^53', text.replace('old 20', 'old 9007199254740992'), 'witness-request'],
    ['no old size', text.replace('old 20\n', ''), 'witness-request'],
    ['lines ended as Windows does', text.replaceAll('\n', '\r\n'), 'witness-request'],
    ['no empty line', text.replaceAll('\n\n', '\n'), 'witness-request'],
    ['64 hashes', `old 20\n${hash.repeat(64)}\n${formatNote(log.checkpoint(33).note)}`, 'proof-length'],
    ['a hash without padding', text.replace(/^(old 20\n[^\n]*)=\n/, '$1\n'), 'proof-hash'],
    ['an empty line before the proof', text.replace('old 20\n', 'old 20\n\n'), 'checkpoint-lines'],
    ['a checkpoint without signatures', text.slice(0, text.indexOf('—')), 'note-signature'],
    ['a size with a leading zero', text.replace('\n33\n', '\n033\n'), 'checkpoint-size'],
    ['an extension line', text.replace(/(\n33\n[^\n]*\n)/, '$1more\n'), 'checkpoint-lines'],
    ['nothing', '', 'witness-request'],
  ])('with %s is refused', (_, altered, code) => {
    expect(outcome(parseAddCheckpoint(altered))).toBe(code);
  });

  test('a false root of the empty tree is parsed, so that it can be answered after the signatures', () => {
    const sent = formatAddCheckpoint(request(0, 0, { checkpoint: checkpointWith(0, bytesFor('no root')) }));
    expect(outcome(parseAddCheckpoint(sent))).toBe('accepted');
    expect(outcome(parseSignedCheckpoint(sent.slice('old 0\n\n'.length)))).toBe('checkpoint-root');
  });
});
