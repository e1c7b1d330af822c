import { readFile } from 'node:fs/promises';
import {
  type Agreement,
  caseGaps,
  factFault,
  judgeCase,
  parseCases,
  strangeKind,
  type WorkedCase,
} from '@armistice/core/agreement';
import { placedIn, readYaml } from '../intake/agreement-file.ts';
import type { Io } from './command.ts';

/** How the worked cases of an agreement came out. */
export interface CaseTally {
  readonly cases: number;
  readonly failed: number;
  /** Clauses that lack a case which their verb asks for. */
  readonly gaps: number;
}

/** Runs the worked cases in a file: each that does not come out is told with its line, what was expected and what came. */
export async function runCases(file: string, agreement: Agreement, io: Io): Promise<CaseTally> {
  const text = await readFile(file, 'utf8');
  const read = readYaml(text, parseCases);
  if (!read.ok) {
    io.out(`${file}, ${read.refusal.message}\n`);
    io.err(`${file}: no case was run; mend this first\n`);
    return { cases: 0, failed: 1, gaps: 0 };
  }
  const { cases, agreement: of } = read.value;
  if (of !== agreement.agreement) {
    const message = `agreement: these are cases of "${of}", not of "${agreement.agreement}"; write agreement: ${agreement.agreement}`;
    io.out(`${file}, ${placedIn(text, { code: 'agreement/cases', message, path: 'agreement' }).message}\n`);
    io.err(`${file}: no case was run\n`);
    return { cases: 0, failed: 1, gaps: 0 };
  }
  let failed = 0;
  for (const [at, worked] of cases.entries()) {
    const wrong = [...faultsIn(agreement, worked), ...judgeCase(agreement, worked)];
    if (wrong.length > 0) failed += 1;
    for (const one of wrong) {
      const message = `case "${worked.case}": ${one}`;
      const placed = placedIn(text, { code: 'agreement/cases', message, path: `cases[${at}]` });
      io.out(`${file}, ${placed.message}\n`);
    }
  }
  const gaps = caseGaps(agreement, read.value);
  for (const gap of gaps) io.out(`advice: ${file}, ${gap}\n`);
  io.err(`${file}: ${cases.length - failed} of ${cases.length} cases come out as expected\n`);
  return { cases: cases.length, failed, gaps: gaps.length };
}

/** What `evaluate` would refuse in a case's rows. */
function faultsIn(agreement: Agreement, { facts = [], event, incident }: WorkedCase): readonly string[] {
  const kind = (event ?? incident)?.kind;
  return [
    ...facts.flatMap((fact) => factFault(agreement, fact) ?? []),
    ...(kind === undefined ? [] : [strangeKind(agreement, kind) ?? []].flat()),
  ];
}
