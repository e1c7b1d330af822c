import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { filesBelow, found, needle } from '../record/testing-secrets.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { type Asking, agree, dropTogether, keysOf, newAsking, openTogether } from './acts.ts';
import { openCustodian } from './custodian.ts';
import { checkDropReceipt, type DropReceipt } from './receipt.ts';
import { addCustodian, removeCustodian } from './resealing.ts';
import { openFor, openIdentity, shareOf } from './sealing.ts';
import { addIdentity, initVault, readIdentity, type VaultPlace, withVault } from './vault.ts';
import { checkVault } from './verifying.ts';

/** So few that guesses would be cheap: the tests wait for none. */
const COST = 10;
const MISSION = { origin: 'mission.example/north-south', mission: 'north-south' };
const PEOPLE = ['custodian-1', 'custodian-2', 'custodian-3'] as const;
const passphrase = (handle: string) => `the long passphrase of ${handle}`;
const NAME = 'Ilinca-of-the-mill';
const WHY = 'she asked us to warn her';

const root = await temporaryFolder((remove) => afterAll(remove));
const place: VaultPlace = { folder: join(root, 'vault'), state: join(root, 'state') };

beforeAll(async () => {
  const custodians = PEOPLE.map((handle) => ({ handle, passphrase: passphrase(handle) }));
  await initVault(place, MISSION, custodians, COST);
  await withVault(place, (vault) =>
    addIdentity(vault, 'post-3', { name: NAME, contact: 'by the miller' }, 'custodian-1'),
  );
});

const asking = (change: Partial<Asking> = {}): Asking =>
  newAsking({
    act: 'open',
    handle: 'post-3',
    why: WHY,
    first: 'custodian-1',
    requestedBy: 'the source',
    ...change,
  });

/** One asks, the other agrees, the one carries it out. */
async function together(
  first: string,
  second: string,
  change: Partial<Asking> = {},
  where = place,
): Promise<unknown> {
  const wanted = asking({ ...change, first });
  return withVault(where, async (vault) => {
    const agreement = await agree(vault, wanted, await keysOf(vault, second, passphrase(second)));
    const keys = await keysOf(vault, first, passphrase(first));
    const carryOut = wanted.act === 'open' ? openTogether : dropTogether;
    return carryOut(vault, wanted, agreement, keys);
  });
}

/** A vault of its own, as a copy of the common one is. */
async function another(): Promise<VaultPlace> {
  const own = await temporaryFolder(onTestFinished);
  await cp(place.folder, join(own, 'vault'), { recursive: true });
  await cp(place.state ?? '', join(own, 'state'), { recursive: true });
  return { folder: join(own, 'vault'), state: join(own, 'state') };
}

describe('who a source is', () => {
  test.each([
    ['custodian-1', 'custodian-2'],
    ['custodian-3', 'custodian-1'],
    ['custodian-2', 'custodian-3'],
  ])('%s learns with the agreement of %s, and both signed for it first', async (first, second) => {
    const before = await withVault(place, ({ book }) => Promise.resolve(book.deeds.length));
    expect(await together(first, second)).toEqual({ name: NAME, contact: 'by the miller' });
    const { deeds, problems } = await withVault(place, ({ book }) => Promise.resolve(book));
    expect([deeds.length, problems]).toEqual([before + 1, []]);
  });

  test('stands nowhere on the disk, nor in any file of the sealed log', async () => {
    expect(found([needle('name', NAME), needle('contact', 'by the miller')], await filesBelow(root))).toEqual(
      [],
    );
    // What the files do hold is why it was opened, for whoever reads the sealed log with its keys.
    expect(JSON.stringify(await readdir(join(place.folder, 'identities-0')))).toBe('["post-3.json"]');
  });

  test('is not learnt by one custodian alone, in whatever order they go', async () => {
    await expect(together('custodian-1', 'custodian-1')).rejects.toThrow('another custodian has to agree');
    await withVault(place, async (vault) => {
      const keys = await keysOf(vault, 'custodian-1', passphrase('custodian-1'));
      const file = await readIdentity(vault, 'post-3');
      const own = () => shareOf(file, keys);
      // One share, given once or twice, makes no key; and a share of another's is not opened.
      await expect(openIdentity(file, [await own()])).rejects.toThrow('do not open');
      await expect(openIdentity(file, [await own(), await own()])).rejects.toThrow('do not open');
      const others = file.shares.find(({ custodian }) => custodian === 'custodian-2')?.share ?? '';
      await expect(openFor(keys, Buffer.from(others, 'base64url'))).rejects.toThrow('sealed for another');
    });
  });

  test('is not learnt with a wrong passphrase, nor by whoever has the whole disk', async () => {
    await withVault(place, async ({ file }) => {
      for (const custodian of file.custodians)
        await expect(openCustodian(custodian, 'another long passphrase')).rejects.toThrow(
          'not the passphrase',
        );
    });
    // Keys of the sealed log lie on the disk: they open no identity, as a search of what they open shows.
    const texts: string[] = [];
    await withVault(place, async ({ record }) => {
      for await (const entry of record.log.readFrom(0)) texts.push(JSON.stringify(entry.body));
    });
    expect(texts.join()).toContain(WHY);
    expect(texts.join()).not.toContain(NAME);
  });

  test('is not learnt from an agreement to another source, or to a drop', async () => {
    await withVault(place, (vault) => addIdentity(vault, 'post-4', { name: 'another' }, 'custodian-1'));
    await withVault(place, async (vault) => {
      const [first, second] = ['custodian-1', 'custodian-2'] as const;
      const keys = await keysOf(vault, first, passphrase(first));
      const others = await keysOf(vault, second, passphrase(second));
      const given = await agree(vault, asking({ handle: 'post-4' }), others);
      await expect(openTogether(vault, asking(), given, keys)).rejects.toThrow('do not open post-3');
      const dropping = await agree(vault, asking({ act: 'drop' }), others);
      await expect(openTogether(vault, asking(), dropping, keys)).rejects.toThrow('not an opening');
    });
  });

  test('cannot be put in place of another, nor changed, unseen', async () => {
    const copy = await another();
    const file = (handle: string) => join(copy.folder, 'identities-0', `${handle}.json`);
    const [three, four] = [await readFile(file('post-3'), 'utf8'), await readFile(file('post-4'), 'utf8')];
    await writeFile(file('post-3'), four.replace('"post-4"', '"post-3"'));
    await expect(together('custodian-1', 'custodian-2', {}, copy)).rejects.toThrow('do not open post-3');
    await writeFile(file('post-3'), three);
    expect(await together('custodian-1', 'custodian-2', {}, copy)).toHaveProperty('name', NAME);
  });
});

test('a custodian who is put into vault.json by hand is found out before anything is sealed for them', async () => {
  const copy = await another();
  const path = join(copy.folder, 'vault.json');
  const file = JSON.parse(await readFile(path, 'utf8')) as { custodians: { recipient: string }[] };
  const [one, two] = file.custodians;
  if (one !== undefined && two !== undefined) one.recipient = two.recipient;
  await writeFile(path, JSON.stringify(file));
  const adding = withVault(copy, (vault) => addIdentity(vault, 'post-9', { name: 'x' }, 'custodian-1'));
  await expect(adding).rejects.toThrow('not those of the sealed log');
});

describe('a source that asks to be dropped', () => {
  let dropped: VaultPlace;
  let receipt: DropReceipt;
  beforeAll(async () => {
    dropped = { folder: join(root, 'dropped'), state: join(root, 'state-dropped') };
    await cp(place.folder, dropped.folder, { recursive: true });
    await cp(place.state ?? '', dropped.state ?? '', { recursive: true });
    receipt = (await together('custodian-2', 'custodian-3', { act: 'drop' }, dropped)) as DropReceipt;
  });

  test('is gone: its key, its shares and its file; nobody opens it any more, and the vault is sound', async () => {
    expect(await readdir(join(dropped.folder, 'identities-0'))).not.toContain('post-3.json');
    await expect(together('custodian-1', 'custodian-2', {}, dropped)).rejects.toThrow('post-3 was dropped');
    const check = await withVault(dropped, checkVault);
    expect(check).toMatchObject({ dropped: 1, problems: [] });
    const again = { name: 'came back' };
    await withVault(dropped, (vault) => addIdentity(vault, 'post-3', again, 'custodian-1'));
    expect(await together('custodian-1', 'custodian-2', {}, dropped)).toEqual(again);
  });

  test('keeps a receipt that holds by itself, and says who asked and why', async () => {
    const kept = JSON.parse(JSON.stringify(receipt)) as unknown;
    expect(await checkDropReceipt(kept)).toMatchObject({
      handle: 'post-3',
      why: WHY,
      requestedBy: 'the source',
      origin: 'mission.example/north-south/vault',
    });
  });

  test.each([
    ['another source', { handle: 'post-4' }],
    ['another entry', { entry: 1 }],
    [
      'a field that was changed',
      { opened: (lines: string[]) => lines.map((line) => line.replace(WHY, 'no reason')) },
    ],
    ['a field less', { opened: (lines: string[]) => lines.slice(0, 1) }],
    ['another log', { log: 'elsewhere.example/vault+00000000+AXRlc3Q=' }],
  ])('a receipt with %s does not hold', async (_what, change) => {
    const forged: { [name: string]: unknown } = { ...receipt, ...change };
    if (typeof forged.opened === 'function') forged.opened = forged.opened([...receipt.opened]);
    await expect(checkDropReceipt(forged)).rejects.toThrow('does not hold');
  });

  test('is dropped also where the disk failed after the entry: the next opening completes it', async () => {
    const copy = await another();
    const path = join(copy.folder, 'identities-0/post-3.json');
    const kept = await readFile(path);
    await together('custodian-2', 'custodian-3', { act: 'drop' }, copy);
    await writeFile(path, kept);
    await withVault(copy, () => Promise.resolve());
    expect(await readdir(join(copy.folder, 'identities-0'))).not.toContain('post-3.json');
  });
});

describe('when the custodians change', () => {
  test('a new one opens with any other, and one who went does not, not even with what they kept', async () => {
    const copy = await another();
    const kept = await readFile(join(copy.folder, 'identities-0/post-3.json'), 'utf8');
    await withVault(copy, async (vault) => {
      const by = [
        await keysOf(vault, 'custodian-1', passphrase('custodian-1')),
        await keysOf(vault, 'custodian-2', passphrase('custodian-2')),
      ] as const;
      await addCustodian(vault, by, { handle: 'custodian-4', passphrase: passphrase('custodian-4') }, COST);
    });
    expect(await together('custodian-4', 'custodian-3', {}, copy)).toHaveProperty('name', NAME);
    await withVault(copy, async (vault) => {
      const by = [
        await keysOf(vault, 'custodian-4', passphrase('custodian-4')),
        await keysOf(vault, 'custodian-2', passphrase('custodian-2')),
      ] as const;
      await removeCustodian(vault, by, 'custodian-3');
    });
    await expect(together('custodian-1', 'custodian-3', {}, copy)).rejects.toThrow('not a custodian');
    expect(await together('custodian-1', 'custodian-4', {}, copy)).toHaveProperty('name', NAME);
    expect((await readdir(copy.folder)).filter((name) => name.startsWith('identities'))).toEqual([
      'identities-2',
    ]);
    // Shares of before and shares of now do not fit together.
    const now = await readFile(join(copy.folder, 'identities-2/post-3.json'), 'utf8');
    expect(now.includes((JSON.parse(kept) as { box: string }).box)).toBe(false);
    expect(await withVault(copy, checkVault)).toMatchObject({
      custodians: ['custodian-1', 'custodian-2', 'custodian-4'],
      problems: [],
    });
  });

  test('two must remain, and two different ones must do it', async () => {
    const copy = await another();
    await withVault(copy, async (vault) => {
      const one = await keysOf(vault, 'custodian-1', passphrase('custodian-1'));
      const two = await keysOf(vault, 'custodian-2', passphrase('custodian-2'));
      await expect(removeCustodian(vault, [one, one], 'custodian-3')).rejects.toThrow('two different');
      await removeCustodian(vault, [one, two], 'custodian-3');
    });
    await withVault(copy, async (vault) => {
      const one = await keysOf(vault, 'custodian-1', passphrase('custodian-1'));
      const two = await keysOf(vault, 'custodian-2', passphrase('custodian-2'));
      await expect(removeCustodian(vault, [one, two], 'custodian-2')).rejects.toThrow(
        'two custodians are the least',
      );
    });
  });

  test.each([
    ['before the sealed log says so: all is as before', 'before'],
    ['after it: all is as after', 'after'],
  ])('a change that breaks off %s', async (_what, when) => {
    const copy = await another();
    const old = await another();
    await withVault(copy, async (vault) => {
      const by = [
        await keysOf(vault, 'custodian-1', passphrase('custodian-1')),
        await keysOf(vault, 'custodian-2', passphrase('custodian-2')),
      ] as const;
      await removeCustodian(vault, by, 'custodian-3');
    });
    // Put together as the disk stood in between: both sets of files, and the sealed log of either moment.
    const at = when === 'before' ? old : copy;
    await cp(join(copy.folder, 'vault.json'), join(at.folder, 'vault.json.next'));
    await cp(join(old.folder, 'vault.json'), join(at.folder, 'vault.json.was'));
    await rename(join(at.folder, 'vault.json.was'), join(at.folder, 'vault.json'));
    for (const [from, name] of [
      [old, 'identities-0'],
      [copy, 'identities-1'],
    ] as const)
      if (from !== at) await cp(join(from.folder, name), join(at.folder, name), { recursive: true });
    expect(await together('custodian-1', 'custodian-2', {}, at)).toHaveProperty('name', NAME);
    const { custodians, problems } = await withVault(at, checkVault);
    expect([custodians.length, problems]).toEqual([when === 'before' ? 3 : 2, []]);
    expect((await readdir(at.folder)).filter((name) => /next|identities/.test(name))).toHaveLength(1);
  });
});

test('a vault takes two custodians with passphrases that take long to guess', async () => {
  const own = { folder: join(root, 'none'), state: join(root, 'state-none') };
  const one = { handle: 'custodian-1', passphrase: passphrase('custodian-1') };
  await expect(initVault(own, MISSION, [one], COST)).rejects.toThrow('at least two');
  await expect(initVault(own, MISSION, [one, one], COST)).rejects.toThrow('at least two');
  await expect(initVault(own, MISSION, [one, { handle: 'b', passphrase: 'short' }], COST)).rejects.toThrow(
    'at least 16',
  );
});
