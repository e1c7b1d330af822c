import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, closeStory, filesUnder, holds, lastLine, openStory, run } from './testing-story.ts';

// One mission's life on the command line, as its people would type it: each test goes on where the one before ended.

beforeAll(openStory);
afterAll(closeStory);

const picture = Buffer.from('not really a picture, but bytes with a hash');
const pictureHash = createHash('sha256').update(picture).digest('hex');

describe('a mission on the command line', () => {
  test('each party makes a witness key, and the mission makes a log whose policy names both', async () => {
    const vkeys: string[] = [];
    for (const party of ['north', 'south']) {
      const made = await run([
        'witness',
        '--data',
        at(party),
        '--new-key',
        `${party}.example/witness`,
        '--json',
      ]);
      expect(made.exit).toBe(0);
      vkeys.push(`--witness=${party}=${lastLine(made.out).vkey}`);
    }
    const made = await run(['init', at('log'), '--origin', 'mission.example/north-south', ...vkeys]);
    expect(made.exit).toBe(0);
    expect(made.out).toContain('group parties all north south\nquorum parties\n');
    expect(made.out).toBe(readFileSync(at('log/public/policy'), 'utf8'));
  });

  test('a second log is not made in the same folder, and none with an origin that this machine signed for', async () => {
    expect((await run(['init', at('log'), '--origin', 'mission.example/other'])).err).toContain(
      'holds a log already',
    );
    const again = await run(['init', at('other'), '--origin', 'mission.example/north-south']);
    expect(again.exit).toBe(1);
    expect(again.err).toContain('a new log must have a new origin');
  });

  test('rows become entries; a bad row is named, kept apart, and holds up no other', async () => {
    writeFileSync(at('picture.jpg'), picture);
    const rows = [
      {
        kind: 'note',
        body: { kind: 'explosion' },
        withheld: { mission: { text: 'heard by the monitor at post 3' } },
      },
      { kind: 'note', audience: 'north', body: { kind: 'complaint', text: 'words for north alone' } },
      { kind: 'Note', body: { kind: 'explosion' } },
      {
        kind: 'note',
        body: { kind: 'damage' },
        withheld: { mission: { attachments: [{ sha256: pictureHash, type: 'image/jpeg' }] } },
      },
    ];
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    const args = [
      'append',
      at('log'),
      '-',
      '--attachments',
      at(),
      '--promises',
      at('promises'),
      '--rejected',
      at('rejected.ndjson'),
      '--json',
    ];
    const ran = await run(args, text);
    expect(ran.exit).toBe(4);
    expect(ran.err).toContain('line 3: "kind" is missing or not a word in lower case');
    expect(lastLine(ran.out)).toEqual({ ok: false, written: 3, refused: 1, size: 5 });
    expect(readFileSync(at('rejected.ndjson'), 'utf8')).toBe(`${JSON.stringify(rows[2])}\n`);
    expect(readdirSync(at('promises')).sort()).toEqual(['2.promise', '3.promise', '4.promise']);
    expect(holds(at('log/public'), picture.toString())).toEqual([]);
  });

  test('a field that stands for two audiences under one name is refused: one would hide the other', async () => {
    const row = '{"kind":"note","body":{"text":"a"},"withheld":{"mission":{"text":"b"}}}';
    const refused = await run(['append', at('log'), '-'], row);
    expect([refused.exit, refused.err]).toEqual([
      4,
      expect.stringContaining('"text" stands in this row for two audiences'),
    ]);
  });

  test('both parties co-sign from a USB stick, and the mission takes their co-signatures in', async () => {
    for (const party of ['north', 'south']) {
      cpSync(at('log/public'), at('stick'), { recursive: true });
      const policy = ['--policy', at('log/public/policy')];
      const once = await run([
        'witness',
        '--data',
        at(party),
        ...policy,
        '--once',
        at('stick'),
        '--out',
        at(`${party}.cosig`),
      ]);
      expect(once.err + once.out).toContain('5 entries');
      expect(once.exit).toBe(0);
      const taken = await run(['cosignature', at('log'), at(`${party}.cosig`), '--json']);
      expect(taken.exit).toBe(0);
      rmSync(at('stick'), { recursive: true });
    }
    const verified = await run(['verify', at('log/public'), '--policy', at('log/public/policy'), '--json']);
    expect(verified.err).toMatch(/integrity: yes/);
    // Partly, as one entry is for another audience: said and counted, never glossed over.
    expect(verified.exit).toBe(3);
    expect(verified.err).toMatch(/not re-computable: 1\n +1: for another audience/);
  });

  test('a stick that comes back late still counts; one that other entries were co-signed on does not', async () => {
    await run(
      ['append', at('log'), '-'],
      '{"kind":"note","open":{"text":"written while the stick travelled"}}',
    );
    const taken = await run(['cosignature', at('log'), at('north.cosig')]);
    expect(taken.err).toContain('co-signed by north up to entry 4');
    const forged = readFileSync(at('north.cosig'), 'utf8').replace('\n5\n', '\n6\n');
    writeFileSync(at('forged.cosig'), forged);
    expect((await run(['cosignature', at('log'), at('forged.cosig')])).err).toContain(
      'not signed by this log',
    );
  });

  test('the public reads what is public, north what is for north, the mission its own', async () => {
    const shown = async (...as: string[]) => (await run(['log', at('log'), ...as])).out;
    expect(await shown()).not.toMatch(/words for north|heard by the monitor/);
    expect(await shown('--as', 'north')).toContain('words for north alone');
    expect(await shown('--as', 'mission')).toContain('heard by the monitor at post 3');
  });

  test('a receipt proves one entry without the log, and not after a change', async () => {
    expect((await run(['receipt', at('log'), '2', '--out', at('2.tlog-proof')])).exit).toBe(0);
    const policy = ['--policy', at('log/public/policy')];
    const checked = await run(['verify', '--receipt', at('2.tlog-proof'), ...policy]);
    expect(checked.exit).toBe(0);
    writeFileSync(
      at('forged.tlog-proof'),
      readFileSync(at('2.tlog-proof'), 'utf8').replace('index 2', 'index 3'),
    );
    expect((await run(['verify', '--receipt', at('forged.tlog-proof'), ...policy])).exit).toBe(1);
  });

  test('a kept promise is judged kept', async () => {
    const judged = await run([
      'verify',
      at('log/public'),
      '--policy',
      at('log/public/policy'),
      '--promise',
      at('promises/3.promise'),
    ]);
    expect(judged.exit).toBe(3);
    expect(judged.out).toMatch(/promise[^\n]*kept/);
  });

  test('a mirror holds a verified copy and refuses the log when an entry is taken back; the entry is named and evidence kept', async () => {
    const policy = ['--policy', at('log/public/policy')];
    cpSync(at('log'), at('older'), { recursive: true });
    await run(['append', at('log'), '-'], '{"kind":"note","open":{"text":"one more"}}');
    expect((await run(['mirror', at('log/public'), at('mirror'), ...policy])).exit).toBe(0);
    expect((await run(['verify', at('log/public'), ...policy])).out).toContain('integrity: yes');
    const back = await run(['verify', at('older/public'), ...policy]);
    expect(back.exit).toBe(1);
    expect(back.out).toContain('entry 6 is missing');
    expect(back.out).toContain('.json');
    const refused = await run(['mirror', at('older/public'), at('mirror'), ...policy]);
    expect(refused.exit).toBe(1);
    expect(refused.err).toContain('entry 6');
  });

  test('the older folder is refused for writing, and refilled from the mirror', async () => {
    const refused = await run(['append', at('older'), '-'], '{"kind":"note","open":{}}');
    expect(refused.exit).toBe(1);
    expect(refused.err).toContain('entry 6 is missing from this folder');
    expect(refused.err).toContain('armistice recover');
    const recovered = await run(['recover', at('older'), '--from', at('mirror'), '--json']);
    expect(recovered.err).toContain('entries 6 to 6 are back');
    expect(recovered.exit).toBe(0);
    expect((await run(['verify', at('older/public'), '--policy', at('log/public/policy')])).out).toContain(
      'integrity: yes',
    );
    rmSync(at('older'), { recursive: true });
  });

  test('an erasure leaves no byte of what it takes, tells everyone why, and the log still verifies', async () => {
    expect(holds(at('log/private'), 'heard by the monitor')).toEqual([]);
    const nothing = await run(['erase', at('log'), '5', '--requested-by', 'head', '--reason', 'x']);
    expect(nothing.err).toContain('entry 5 has no body that can be erased');
    const erased = await run([
      'erase',
      at('log'),
      '2',
      '4',
      '--requested-by',
      'head of mission',
      '--reason',
      'the source asked for it',
    ]);
    expect(erased.exit).toBe(0);
    const after = await run(['log', at('log'), '--as', 'mission']);
    expect(after.out).not.toContain('heard by the monitor');
    expect(after.out).toContain('the source asked for it');
    expect(filesUnder(at('log')).filter((file) => file.endsWith(pictureHash))).toEqual([]);
    const verified = await run([
      'verify',
      at('log'),
      '--as',
      'mission',
      '--as',
      'north',
      '--policy',
      at('log/public/policy'),
    ]);
    expect(verified.exit).toBe(0);
    expect(verified.out).toMatch(/2 field\(s\) erased/);
  });

  test('a sealed log is anchored by nothing but a hash', async () => {
    await run(['init', at('sealed'), '--origin', 'mission.example/mediation', '--sealed', 'mediation']);
    await run(
      ['append', at('sealed'), '-'],
      '{"kind":"note","audience":"mediation","body":{"text":"red lines"}}',
    );
    const anchored = await run(['anchor', at('log'), at('sealed'), '--class', 'mediation', '--json']);
    expect(anchored.exit).toBe(0);
    expect(holds(at('log'), 'mission.example/mediation')).toEqual([]);
    expect(readdirSync(at('sealed/private/anchors'))).toEqual([lastLine(anchored.out).checkpoint]);
  });

  test('a log whose tail is lost for good ends, and its successor rests on what the quorum signed', async () => {
    const args = [
      'recover',
      at('log'),
      '--succeed',
      at('next'),
      '--origin',
      'mission.example/north-south-2',
      '--reason',
      'the disk burnt',
    ];
    const ended = await run(args);
    expect(ended.err).toContain('ends at entry 4');
    expect(ended.exit).toBe(0);
    expect((await run(['append', at('log'), '-'], '{"kind":"note","open":{}}')).err).toContain(
      'this log has ended',
    );
    const shown = await run(['log', at('next'), '--kind', 'succession']);
    expect(shown.out).toContain('predecessor: mission.example/north-south');
    expect(shown.out).toContain('the disk burnt');
    const fresh = await run(['verify', at('next/public')]);
    expect(fresh.out).toContain('integrity: yes');
    // Nobody has co-signed the new log yet: said, and no plain yes.
    expect(fresh.exit).toBe(3);
  });

  test('wrong usage is named, with the way to help; help names every command', async () => {
    expect((await run(['append'])).exit).toBe(2);
    expect((await run(['append', at('log'), '--nonsense'])).err).toMatch(
      /nonsense[\s\S]*armistice append --help/,
    );
    expect((await run(['no-such'])).exit).toBe(2);
    const help = await run(['help']);
    for (const name of [
      'init',
      'append',
      'log',
      'receipt',
      'verify',
      'mirror',
      'witness',
      'recover',
      'erase',
      'serve',
    ])
      expect(help.out).toContain(`\n  ${name} `);
    expect(existsSync(at('log')) && statSync(at('log')).isDirectory()).toBe(true);
  });
});
