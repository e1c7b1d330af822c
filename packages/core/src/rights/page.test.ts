import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PLAIN_ACTS, type PlainAct } from './acts.ts';
import { ROLES } from './roles.ts';
import { RIGHTS } from './table.ts';

// docs/rights.md is printed from the table that the server decides by. With WRITE_FORMATS=1 it is written anew.

const PATH = join(import.meta.dirname, '../../../../docs/rights.md');

function row({ act, by, second, notOwnReport, destroys }: (typeof RIGHTS)[number]): string {
  const who = ROLES.filter((role) => by[role] !== undefined);
  const everyone = who.length === ROLES.length;
  const named = who.map((role) => (by[role] === 'any' ? role : `${role} (${by[role]})`)).join(', ');
  const besides = [second, notOwnReport === true ? 'not one’s own report' : '', destroys ? 'destroys' : ''];
  const says =
    act in PLAIN_ACTS ? PLAIN_ACTS[act as PlainAct].says : `move the ${act.split(':')[0]} of an incident`;
  return `| \`${act}\` | ${says} | ${everyone ? 'everyone' : named} | ${besides.filter(Boolean).join('; ') || '—'} |`;
}

test('the page of rights says what the server decides by', async () => {
  const page = [
    '# Rights: who may do what',
    '',
    'Written from the table that every request is judged by (`core/rights/table.ts`); a test holds this page against it. What stands',
    'in no row is refused. A right holds for audiences that the person may read. Why it is so: [decision 34](decisions/0034-one-table-of-rights.md).',
    '',
    'Scopes in brackets: *area*, within the area and time of the member; *party*, for their own party; *body*, in the name of a body in',
    'which they sit; *own*, for what they wrote; *sources*, for the sources of the device. Where a second one is named, nothing happens until they agree.',
    '',
    '| act | in words | who | besides |',
    '| --- | --- | --- | --- |',
    ...RIGHTS.map(row),
    '',
  ].join('\n');
  if (process.env.WRITE_FORMATS === '1') await writeFile(PATH, page);
  expect(await readFile(PATH, 'utf8')).toBe(page);
});
