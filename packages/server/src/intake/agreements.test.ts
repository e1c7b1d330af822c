import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  caseGaps,
  factFault,
  judgeCase,
  obligations,
  parseAgreement,
  parseCases,
  strangeKind,
} from '@armistice/core/agreement';
import { expectAccepted } from '@armistice/core/base';
import { describe, expect, test } from 'vitest';
import { readAgreementFile, readCasesFile, readYaml } from './agreement-file.ts';

// Every agreement of the library, with its worked cases.
const library = new URL('../../../../agreements/', import.meta.url);
const ids = readdirSync(library, { withFileTypes: true })
  .filter((one) => one.isDirectory() && existsSync(new URL(`${one.name}/agreement.yaml`, library)))
  .map(({ name }) => name);
const exercise = new URL('exercise-north-south/agreement.yaml', library).pathname;

test('there is an agreement to test', () => {
  expect(ids).toContain('exercise-north-south');
});

for (const id of ids) {
  const file = (name: string) => new URL(`${id}/${name}`, library).pathname;
  const agreement = await readAgreementFile(file('agreement.yaml'));
  const cases = await readCasesFile(file('cases.yaml')).catch(() => undefined);

  describe(id, () => {
    test('the agreement reads', () => {
      expect(agreement.ok ? '' : agreement.refusal.message).toBe('');
    });
    test('its worked cases read', () => {
      expect(cases?.ok === false ? cases.refusal.message : '').toBe('');
      expect(cases?.ok, 'cases.yaml is missing').toBe(true);
    });
    if (!agreement.ok || cases?.ok !== true) return;

    test('agreement, cases and folder bear one id', () => {
      expect([agreement.value.agreement, cases.value.agreement]).toEqual([id, id]);
    });

    test('its cases speak of kinds that a report may bear under it', () => {
      const kinds = cases.value.cases.flatMap(({ event, incident }) => (event ?? incident)?.kind ?? []);
      expect(kinds.flatMap((kind) => strangeKind(agreement.value, kind) ?? [])).toEqual([]);
    });

    test('its cases speak of facts that a clause reads, in the form that it reads', () => {
      const facts = cases.value.cases.flatMap((worked) => worked.facts ?? []);
      expect(facts.flatMap((fact) => factFault(agreement.value, fact) ?? [])).toEqual([]);
    });

    for (const worked of cases.value.cases) {
      test(worked.case, () => {
        expect(judgeCase(agreement.value, worked)).toEqual([]);
      });
    }

    test('every clause has the cases that its verb asks for', () => {
      expect(caseGaps(agreement.value, cases.value)).toEqual([]);
    });
  });
}

test('point 9 of the Package of Measures binds whom its text names, and nobody else', async () => {
  const agreement = expectAccepted(
    await readAgreementFile(new URL('minsk-package-2015/agreement.yaml', library).pathname),
  );
  const reformed = [{ fact: 'constitutional-reform', at: '2015-12-01T00:00:00+02:00' }];
  const due = obligations(agreement, reformed, Date.parse('2016-01-01T00:00:00+02:00'));
  expect(due.filter(({ clause }) => clause === '9').map(({ by, status }) => [by, status])).toEqual([
    ['ua', 'overdue'],
  ]);
});

test('the hash of a clause of the exercise is that of the words of its article', async () => {
  const text = await readFile(new URL('exercise-north-south/text.md', library), 'utf8');
  const agreement = expectAccepted(await readAgreementFile(exercise));
  for (const { anchor } of agreement.clauses) {
    const words = text.split(`## ${anchor.article}\n`)[1]?.split('\n## ')[0]?.trim() ?? '';
    expect(anchor.words).toBe(`sha256:${createHash('sha256').update(words).digest('hex')}`);
  }
});

test('a case that does not come out is told with what was expected and what came', async () => {
  const agreement = expectAccepted(await readAgreementFile(exercise));
  const moment = '2026-11-20T00:00:00Z';
  const worked = {
    case: 'presence',
    incident: { kind: 'presence', occurred: { from: moment, to: moment } },
    expect: [{ clause: '1', outcome: 'breach' as const, 'if-by': { north: 'breach' as const } }],
  };
  expect(judgeCase(agreement, worked)).toEqual([
    'clause 1: outcome should be breach, and is not-applicable',
    'clause 1: if by north it should be breach, and is not-applicable',
  ]);
});

test('a clause without the cases that its verb asks for is named', async () => {
  const agreement = expectAccepted(await readAgreementFile(exercise));
  const cases = expectAccepted(
    parseCases({
      agreement: 'exercise-north-south',
      cases: [
        { case: 'one', at: '2026-11-20T00:00:00Z', expect: [{ clause: '1', outcome: 'not-applicable' }] },
      ],
    }),
  );
  expect(caseGaps(agreement, cases)).toEqual(['clause 1: no case in which it is breached or overdue']);
});

describe('a fault in the YAML is told by its line and column', () => {
  const refusal = (text: string) => {
    const read = readYaml(text, parseAgreement);
    return read.ok ? '' : read.refusal.message;
  };

  test('in the syntax', () => {
    expect(refusal('agreement: a\n  title: b\n')).toMatch(/^line \d+, column \d+: /);
  });

  test('the same key twice', () => {
    expect(refusal('agreement: a\nagreement: b\n')).toMatch(/^line 2, column 1: /);
  });

  test('in what it says', async () => {
    const text = await readFile(exercise, 'utf8');
    const line = text.split('\n').findIndex((one) => one.includes('by: any party')) + 1;
    expect(refusal(text.replace('by: any party', 'by: west'))).toMatch(
      new RegExp(`^line ${line}, column 9: clauses\\[0\\]\\.by \\(clause "1"\\): "west" is no party`),
    );
  });
});
