import { toBase64Url } from '@armistice/core/record';
import { beforeEach, describe, expect, test } from 'vitest';
import { introduction } from './founding.ts';
import { newKeyFile, signerOf } from './keys.ts';
import { freshLog } from './testing-fresh.ts';
import { openReport } from './testing-life.ts';

let log: Awaited<ReturnType<typeof freshLog>>;

beforeEach(async () => {
  log = await freshLog();
});

const nothing = toBase64Url(new Uint8Array(32));

describe('what would spoil the log for every verifier is not admitted', () => {
  test('an entry that supersedes another by a false hash, or one that is not there', async () => {
    const [written] = await log.append(openReport('first'));
    const index = written?.index ?? 0;
    const replaces = (at: number, leaf: string) =>
      log.append({ ...openReport('second'), supersedes: { index: at, leaf } });
    await expect(replaces(index, nothing)).rejects.toThrow(`entry ${index} has the leaf hash`);
    await expect(replaces(index + 7, nothing)).rejects.toThrow(`there is no entry ${index + 7}`);
    await expect(replaces(index, toBase64Url(written?.leafHash ?? new Uint8Array()))).resolves.toHaveLength(
      1,
    );
    expect(await log.problems()).toEqual([]);
  });

  test('an erasure that names its target by a false hash', async () => {
    const body = {
      scope: 'everything',
      requestedBy: 'head',
      reason: 'x',
      targets: [{ index: 0, leaf: nothing }],
    };
    const erasure = log.append(
      { kind: 'erasure', audience: 'public', body: { open: body } },
      log.keys.registrar,
    );
    await expect(erasure).rejects.toThrow('entry 0 has the leaf hash');
    expect(await log.problems()).toEqual([]);
  });

  test('an erasure by a party', async () => {
    const party = signerOf(newKeyFile('south.example/party', 'ed25519'));
    await log.append(introduction(party, 'party', 'south'), log.keys.registrar);
    const [written] = await log.append(openReport('first'));
    const targets = [
      { index: written?.index ?? 0, leaf: toBase64Url(written?.leafHash ?? new Uint8Array()) },
    ];
    const body = { scope: 'everything', requestedBy: 'south', reason: 'x', targets };
    const erasure = log.append({ kind: 'erasure', audience: 'public', body: { open: body } }, party);
    await expect(erasure).rejects.toThrow('south may not write a "erasure" entry: only a registrar may');
    expect(await log.problems()).toEqual([]);
  });
});
