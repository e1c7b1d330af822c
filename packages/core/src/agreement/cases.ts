import type { Agreement } from './agreement.ts';
import { type WorkedOut, workOut } from './amounts.ts';
import { caseAreas } from './case-areas.ts';
import { type Expectation, parseCases, type WorkedCase } from './case-form.ts';
import { type Ceiling, ceilings } from './ceilings.ts';
import { indexFacts, momentMs } from './count-from.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident, Indication } from './event.ts';
import { withNumbers } from './numbers.ts';
import { type Obligation, obligations } from './standing.ts';

/** What of a worked case did not come out as expected, in words; nothing where all of it did. */
export function judgeCase(agreement: Agreement, worked: WorkedCase): readonly string[] {
  if (worked.amount !== undefined) return judgeAmount(agreement, worked);
  if (worked.rows === undefined) return judgeExpectations(agreement, worked, worked.expect ?? []);
  return worked.rows.flatMap(({ is, ...expected }) => {
    const varied = withValue(agreement, worked, is);
    if (typeof varied === 'string') return [varied];
    const found = judgeExpectations(agreement, varied, [{ clause: worked.clause ?? '', ...expected }]);
    return found.map((one) => `where ${worked.vary} is ${String(is)}: ${one}`);
  });
}

function judgeAmount(text: Agreement, worked: WorkedCase): readonly string[] {
  const agreement = withNumbers(text);
  const facts = indexFacts(worked.facts ?? []);
  const [party] = agreement.parties;
  const found: WorkedOut = workOut(worked.amount ?? 0, {
    agreement,
    facts,
    actor: worked.expect?.[0]?.by ?? party?.id ?? '',
    row: '',
    at: Number.POSITIVE_INFINITY,
    flow: (name) => facts.get(name)?.length ?? 0,
  });
  const value = Object.hasOwn(found, 'value') ? (found as { readonly value: number }).value : undefined;
  return value === worked.gives
    ? []
    : [`it should give ${worked.gives}, and gives ${value ?? `nothing: ${found.says}`}`];
}

/** The case with another value at its path, read again as strictly as from a file. */
function withValue(agreement: Agreement, worked: WorkedCase, is: unknown): WorkedCase | string {
  const { rows: _rows, vary = '', ...plain } = worked;
  const copy: unknown = JSON.parse(JSON.stringify({ ...plain, expect: [{ clause: worked.clause }] }));
  const steps = vary.split('.');
  let at: unknown = copy;
  for (const step of steps.slice(0, -1)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step))
      return `there is no ${vary} in the case to vary`;
    at = (at as { readonly [key: string]: unknown })[step];
  }
  const last = steps.at(-1) ?? '';
  if (typeof at !== 'object' || at === null) return `there is no ${vary} in the case to vary`;
  (at as { [key: string]: unknown })[last] = is;
  const read = parseCases({ agreement: agreement.agreement, cases: [copy] });
  const [varied] = read.ok ? read.value.cases : [];
  return varied ?? (read.ok ? 'the case is gone' : read.refusal.message);
}

function judgeExpectations(
  agreement: Agreement,
  worked: WorkedCase,
  expect: readonly Expectation[],
): readonly string[] {
  const answers = answersOf(agreement, worked);
  return expect.flatMap((expected) => {
    const found = answers.filter(
      (one) =>
        one.clause === expected.clause &&
        (expected.by === undefined || one.by === undefined || one.by === expected.by) &&
        (expected.status === undefined || one.status !== undefined) &&
        (expected.of === undefined || one.of === expected.of),
    );
    if (found.length === 0)
      return [
        `clause ${expected.clause} said nothing${expected.by === undefined ? '' : ` of ${expected.by}`}`,
      ];
    const wrong = found.map((one) => differences(expected, one));
    const best = wrong.reduce((least, one) => (one.length < least.length ? one : least));
    return best.map((one) => `clause ${expected.clause}: ${one}`);
  });
}

/** What an indication, an obligation and a ceiling have in common for a case. */
interface Answer {
  readonly clause: string;
  readonly by?: string;
  readonly of?: string;
  readonly outcome?: string;
  readonly status?: string;
  readonly probability?: number | null;
  readonly missing?: string;
  readonly exception?: string;
  readonly ifBy?: { readonly [party: string]: string };
  readonly due?: string;
  readonly earliest?: string;
  readonly counted?: number;
  readonly allowed?: number;
  readonly because: readonly string[];
}

function answersOf(agreement: Agreement, worked: WorkedCase): readonly Answer[] {
  const facts = worked.facts ?? [];
  const given = worked.event ?? worked.incident;
  const indications: readonly Indication[] =
    given === undefined
      ? []
      : evaluate(agreement, incidentOf(worked.case, given), {
          facts,
          mode: 'all',
          areas: caseAreas(worked.lies ?? [], (zone) => agreement.zones?.[zone]?.inside),
        });
  if (worked.at === undefined) return indications;
  const at = momentMs(worked.at);
  const due: readonly Obligation[] = obligations(agreement, facts, at, { mode: 'all' });
  const held: readonly Ceiling[] = ceilings(agreement, facts, at, { mode: 'all' });
  return [...indications, ...due, ...held];
}

function incidentOf(id: string, event: NonNullable<WorkedCase['event']>): EvaluatedIncident {
  const { at, occurred, 'fired-from': firedFrom, ...plain } = event;
  const moment = at ?? '';
  return {
    id,
    ...plain,
    occurred: occurred ?? { from: moment, to: moment },
    ...(firedFrom === undefined ? {} : { firedFrom: true }),
  };
}

function differences(expected: Expectation, found: Answer): readonly string[] {
  const plain = ['outcome', 'status', 'probability', 'missing', 'exception', 'counted', 'allowed'] as const;
  const wrong = plain
    .filter((name) => expected[name] !== undefined && expected[name] !== found[name])
    .map((name) => `${name} should be ${expected[name]}, and is ${found[name]}`);
  const times = (['due', 'earliest'] as const)
    .filter(
      (name) =>
        expected[name] !== undefined &&
        (found[name] === undefined || momentMs(expected[name] ?? '') !== momentMs(found[name] ?? '')),
    )
    .map((name) => `${name} should be ${expected[name]}, and is ${found[name]}`);
  const parties = Object.entries(expected['if-by'] ?? {})
    .filter(([party, wants]) => found.ifBy?.[party] !== wants)
    .map(([party, wants]) => `if by ${party} it should be ${wants}, and is ${found.ifBy?.[party]}`);
  const { says } = expected;
  const words =
    says === undefined || found.because.some((one) => one.includes(says))
      ? []
      : [`its reasons should say "${says}"; they say ${found.because.join(' | ')}`];
  return [...wrong, ...times, ...parties, ...words];
}
