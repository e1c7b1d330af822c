import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  expectAccepted,
  formatPackPath,
  formatTilePath,
  formatVkey,
  judgeEvidence,
  parseEvidence,
} from '@armistice/core/record';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeVerifier } from '../record/keys.ts';
import {
  desk,
  evidenceFiles,
  finish,
  publicLog,
  publish,
  replaceLog,
  serveFolder,
  summaryOf,
  verifyRecord,
  writeLog,
} from './testing-logs.ts';
import { makeVerifyCommand } from './verify.ts';

describe('verify says five things apart', () => {
  test('a whole log: yes, with each witness, its last entry and its age', async () => {
    const log = publicLog(300);
    const its = await desk(publish(log, { north: 300, south: 200 }), log, onTestFinished);
    const { exit, out } = await its.verify();
    expect(exit).toBe(0);
    expect(out.split('\n').slice(0, 9)).toEqual([
      'log.example/training: 300 entries; never seen before on this machine',
      'integrity: yes: every signature, every leaf, and every body that this reader may open holds',
      '  co-signed by north up to entry 299, 54 minutes ago',
      '  not co-signed by south since entry 199, 55 minutes ago (100 entries since)',
      '  the quorum of the policy stands behind the first 200 entries',
      '  300 open and 0 restricted entries (0 opened); 2 signed by their authors; 298 batches vouched for; 0 field(s) erased',
      're-computed: nothing to re-compute: this record holds no statements',
      'summed: nothing to re-compute: this record holds no statements',
      'attested: nothing to re-compute: this record holds no statements',
    ]);
  });

  test('the second look says how much the log has grown since', async () => {
    const log = publicLog(300);
    const its = await desk(publish(log), log, onTestFinished);
    expect((await its.verify()).exit).toBe(0);
    expect((await its.verify()).out).toContain('300 entries; last seen just now, unchanged');
    log.append({ fields: [{ name: 'text', value: 'one more' }] });
    await writeLog(its.log, publish(log, { north: 301 }));
    const { exit, out } = await its.verify('--json');
    expect(exit).toBe(0);
    expect(summaryOf({ exit, out, err: '' })).toMatchObject({
      ok: true,
      size: 301,
      since: 'grown',
      trust: 'file',
      witnesses: [
        { name: 'north', state: 'current', independent: true },
        { name: 'south', state: 'never' },
      ],
    });
  });

  test('a re-computation that plugs in is handed every entry, and its gaps make the answer partly', async () => {
    const log = publicLog(20);
    const its = await desk(publish(log), log, onTestFinished);
    const seen: number[] = [];
    const command = makeVerifyCommand(() => ({
      take: ({ index }) => seen.push(index),
      finish: () => ({
        recomputed: { state: 'yes', text: '18 incidents' },
        summed: { state: 'yes', text: '2 counts' },
        attested: { state: 'none', text: 'nobody yet' },
        notRecomputable: { count: 2, reasons: [{ reason: 'erased', count: 2 }] },
      }),
    }));
    const { exit, out } = await finish(command, [
      its.log,
      '--policy',
      its.policy,
      '--state',
      join(its.folder, 'state'),
    ]);
    expect(exit).toBe(3);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(out).toContain(
      're-computed: yes: 18 incidents\nsummed: yes: 2 counts\nattested: nobody yet\nnot re-computable: 2\n  2: erased\n',
    );
  });

  test('it reads a data folder, and an address, as well as the public folder', async () => {
    const log = publicLog(20);
    const files = publish(log);
    const its = await desk(files, log, onTestFinished);
    const data = join(its.folder, 'data');
    await writeLog(join(data, 'public'), files);
    const web = await serveFolder(its.log);
    onTestFinished(web.close);
    for (const place of [data, web.url]) {
      const { exit, out } = await finish(verifyRecord, [
        place,
        '--policy',
        its.policy,
        '--state',
        join(its.folder, 'state'),
      ]);
      expect([exit, out]).toEqual([0, expect.stringContaining('integrity: yes')]);
    }
  });

  test('restricted entries open for their audience alone', async () => {
    const log = publicLog(20);
    log.append({ audience: 'mission', fields: [{ name: 'text', value: 'the well-kept secret' }] });
    const its = await desk(publish(log), log, onTestFinished);
    const open = await its.verify('--as', 'mission', '--json');
    expect(summaryOf(open)).toMatchObject({ entries: { sealed: 1, opened: 1, withheld: 0 } });
    const shut = await its.verify('--json');
    expect(summaryOf(shut)).toMatchObject({ entries: { sealed: 1, opened: 0 } });
    expect(shut.out + shut.err).not.toContain('well-kept');
  });
});

describe('verify names what was changed, and keeps evidence', () => {
  test('an entry cut off the end is named, with both checkpoints in the evidence', async () => {
    const log = publicLog(300);
    const its = await desk(publish(log), log, onTestFinished);
    await its.verify();
    const short = publicLog(299);
    await replaceLog(its.log, publish(short));
    const { exit, out } = await its.verify('--json');
    expect(exit).toBe(1);
    expect(summaryOf({ exit, out, err: '' })).toMatchObject({
      since: 'rolled-back',
      problems: [{ index: 299 }],
    });
    const [file = ''] = await evidenceFiles(its.folder);
    const evidence = expectAccepted(parseEvidence(await readFile(file, 'utf8')));
    expect([evidence.kind, evidence.index, evidence.before.size, evidence.after.size]).toEqual([
      'rollback',
      299,
      300,
      299,
    ]);
    const shown = await finish(verifyRecord, [
      '--evidence',
      file,
      '--policy',
      its.policy,
      '--state',
      join(its.folder, 'state'),
    ]);
    expect([shown.exit, shown.out]).toEqual([3, expect.stringContaining('entry 299 is gone')]);
    // What was seen is not forgotten for the shorter log.
    expect((await its.verify()).exit).toBe(1);
  });

  test('a rewritten history is named by its first entry, and proved to anyone', async () => {
    const log = publicLog(300);
    const its = await desk(publish(log), log, onTestFinished);
    await its.verify();
    const other = publicLog(310, { text: (i) => (i < 123 ? `report ${i}` : `another report ${i}`) });
    await replaceLog(its.log, publish(other));
    const { exit, out } = await its.verify();
    expect(exit).toBe(1);
    expect(out).toContain('entry 123 is the first that differs');
    expect(out).toContain(
      'ALARM: entry 123 differs: history was rewritten from there on (300 entries before, 310 now). This machine saw the other log before.',
    );
    const [file = ''] = await evidenceFiles(its.folder);
    const evidence = expectAccepted(parseEvidence(await readFile(file, 'utf8')));
    expect((await judgeEvidence(evidence, log.signer.key, nodeVerifier())).verdict).toBe('proved');
    const judged = await finish(verifyRecord, ['--evidence', file, '--log', formatVkey(log.signer.key)]);
    expect([judged.exit, judged.out]).toEqual([0, expect.stringContaining('PROVED')]);
  });

  test('a log behind what a witness cosigned is told by that, at the first look', async () => {
    const log = publicLog(300);
    const files = publish(log, { north: 300 });
    const short = publicLog(299);
    const its = await desk(new Map([...files, ...publish(short)]), log, onTestFinished);
    const { exit, out } = await its.verify();
    expect(exit).toBe(1);
    expect(out).toContain('ROLLED BACK: north co-signed 300 entries');
    expect(out).toContain(
      'ALARM: entry 299 is gone: the log was rolled back (300 entries before, 299 now). north co-signed the other log.',
    );
  });

  test('a swapped body is named, with what was expected and what was found', async () => {
    const log = publicLog(300);
    const files = publish(log);
    const its = await desk(files, log, onTestFinished);
    const pack = join(its.log, formatPackPath('public', 0));
    const text = (await readFile(pack)).toString('latin1');
    await writeFile(pack, Buffer.from(text.replace('report 77', 'report 78'), 'latin1'));
    const { exit, out } = await its.verify();
    expect(exit).toBe(1);
    expect(out).toMatch(
      /entry 77: its public body was changed.*\n\s+expected: \S+\n\s+found: \S+\n\s+what to do: /,
    );
    const [file = ''] = await evidenceFiles(its.folder);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      format: 'armistice.problems/v1',
      problems: [{ index: 77 }],
    });
  });

  test('a flipped byte of an entry is named, and is damage, not another history', async () => {
    const log = publicLog(300);
    const its = await desk(publish(log), log, onTestFinished);
    await its.verify();
    const bundle = join(its.log, formatTilePath({ level: 'entries', place: 0, width: 256 }));
    const bytes = await readFile(bundle);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    await writeFile(bundle, bytes);
    const { exit, out } = await its.verify();
    expect([exit, out]).toEqual([1, expect.stringContaining('entry 255')]);
    expect(out).toContain('when its entries were others');
    expect(out).not.toContain('ALARM');
  });

  test('--forget begins anew', async () => {
    const log = publicLog(30);
    const its = await desk(publish(log), log, onTestFinished);
    await its.verify();
    await replaceLog(its.log, publish(publicLog(29)));
    expect((await its.verify()).exit).toBe(1);
    const { exit, out, err } = await its.verify('--forget');
    expect([exit, err]).toEqual([0, 'forgot what was seen of log.example/training\n']);
    expect(out).toContain('never seen before on this machine');
  });
});
