// Test-only: every row of the C2SP tlog-witness table, for whichever witness answers at an address.
import { formatCheckpoint } from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import { originHash } from './client.ts';
import { ORIGIN, TwoHistories } from './testing.ts';

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export const histories = new TwoHistories();
const OTHER = 'other.example/log';

export async function send(method: string, url: string, body?: string): Promise<Answer> {
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body }) });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text: await response.text() };
}

export function monitorUrl(url: string, origin = ORIGIN): string {
  return `${url}/${originHash(origin)}/checkpoint`;
}

/** A request and the status that the table gives it. */
export type Row = readonly [situation: string, body: string, status: number];

/** Rows for a witness that has cosigned 10 entries of the honest history. */
export function rowsAfterTen(): Row[] {
  const proof = histories.proofLines('honest', 10, 20);
  const checkpoint = histories.checkpointText('honest', 20);
  const text = histories.text('honest', 20);
  const hash = histories.proofLines('honest', 1, 2);
  const strange = testSigner(OTHER, 'ed25519');
  // The log's name with another key: nothing but the key tells them apart.
  const impostorKey = testSigner('impostor.example', 'ed25519');
  const impostor = {
    ...impostorKey,
    key: { ...impostorKey.key, name: ORIGIN, keyId: histories.signer.key.keyId },
  };
  const falseLine = `${histories.checkpointText('rewritten', 20).split('\n')[4]}\n`;
  const elsewhere = text.replace(ORIGIN, OTHER);
  const emptyTree = formatCheckpoint({ origin: ORIGIN, size: 0, root: new Uint8Array(32).fill(1) });
  const resized = (size: string) => text.replace('\n20\n', `\n${size}\n`);
  return [
    ['an empty body', '', 400],
    ['no line with the old size', `${proof}\n${checkpoint}`, 400],
    ['a leading zero in the old size', `old 010\n${proof}\n${checkpoint}`, 400],
    ['a sign before the old size', `old +10\n${proof}\n${checkpoint}`, 400],
    ['an old size and nothing else', 'old 10\n', 400],
    ['a proof line that is not base64', `old 10\n*${proof.slice(1)}\n${checkpoint}`, 400],
    ['a proof line that is too short', `old 10\nAAAA\n\n${checkpoint}`, 400],
    ['a proof line with stray bits', `old 10\n${'A'.repeat(42)}B=\n\n${checkpoint}`, 400],
    ['a carriage return after a proof line', `old 10\n${proof.replace('\n', '\r\n')}\n${checkpoint}`, 400],
    ['64 proof lines', `old 10\n${hash.repeat(64)}\n${checkpoint}`, 400],
    ['no checkpoint', `old 10\n${proof}\n`, 400],
    ['a checkpoint without signatures', `old 10\n${proof}\n${text}`, 400],
    ['a leading zero in the size', `old 10\n${proof}\n${histories.signed(resized('020'))}`, 400],
    ['a checkpoint without a root', `old 10\n\n${histories.signed(`${ORIGIN}\n20\n`)}`, 400],
    ['a log that it does not know', `old 0\n\n${histories.signed(elsewhere, strange)}`, 404],
    [
      'a log that it does not know, signed by a key that it does',
      `old 0\n\n${histories.signed(elsewhere)}`,
      404,
    ],
    ['no signature by the log', `old 10\n${proof}\n${histories.signed(text, strange)}`, 403],
    ["a false signature under the log's key", `old 10\n${proof}\n${histories.signed(text, impostor)}`, 403],
    ["the log's signature of another text", `old 10\n${proof}\n${text}\n${falseLine}`, 403],
    ['a false signature behind a true one', `old 10\n${proof}\n${checkpoint}${falseLine}`, 403],
    ['a size edited after signing', `old 10\n${proof}\n${checkpoint.replace('\n20\n', '\n21\n')}`, 403],
    ['an old size above the checkpoint', `old 21\n${proof}\n${checkpoint}`, 400],
    ['an old size that is behind', histories.body('honest', 5, 20), 409],
    ['an old size of zero', histories.body('honest', 0, 20), 409],
    ['an old size that is ahead', histories.body('honest', 15, 20), 409],
    ['a false root of the empty tree', `old 0\n\n${histories.signed(emptyTree)}`, 409],
    ['no proof', `old 10\n\n${checkpoint}`, 422],
    ['a proof cut short', `old 10\n${proof.slice(45)}\n${checkpoint}`, 422],
    ['a proof with a hash more', `old 10\n${proof}${hash}\n${checkpoint}`, 422],
    ['the proof of another pair', `old 10\n${histories.proofLines('honest', 11, 20)}\n${checkpoint}`, 422],
    ['rewritten history', histories.body('rewritten', 10, 20), 422],
    ['another root of the same size', `old 10\n\n${histories.checkpointText('rewritten', 10)}`, 422],
    ['a proof between equal sizes', `old 10\n${hash}\n${histories.checkpointText('honest', 10)}`, 422],
    ['an unknown log before an old size above', `old 21\n\n${histories.signed(elsewhere, strange)}`, 404],
    ['a false signature before an old size above', `old 21\n\n${histories.signed(text, impostor)}`, 403],
    ['a false signature before a conflict', `old 5\n\n${histories.signed(text, impostor)}`, 403],
    ['an old size above before a conflict', `old 64\n\n${checkpoint}`, 400],
    ['a conflict before a wrong proof', `old 5\n${hash}\n${checkpoint}`, 409],
  ];
}

/** Rows for a witness that has cosigned nothing yet, to be sent in this order. */
export function rowsOfTheEmptyTree(): Row[] {
  const wrong = formatCheckpoint({ origin: ORIGIN, size: 0, root: new Uint8Array(32) });
  const hash = histories.proofLines('honest', 1, 2);
  return [
    ['size zero with another root', `old 0\n\n${histories.signed(wrong)}`, 422],
    ['a proof from size zero', `old 0\n${hash}\n${histories.checkpointText('honest', 2)}`, 422],
    ['an old size before any', histories.body('honest', 1, 2), 409],
    ['size zero', histories.body('honest', 0, 0), 200],
    ['size zero with another root, after the right one', `old 0\n\n${histories.signed(wrong)}`, 422],
  ];
}
