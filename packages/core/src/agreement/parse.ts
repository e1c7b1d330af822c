import { accept, parseShape, type Refusal, type Result, refuse, type Shape } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { clockOffsets, readClock } from './clock.ts';
import { unfoldLikes } from './like.ts';
import { checkReferences } from './references.ts';
import { clauseOn, clauseSource, headOn, headSource } from './source.ts';

const FORM = 'agreement/form';

/**
 * Reads an agreement from the value of its YAML and resolves its times. Refusals name the place as a path:
 * `clauses[0].by`. Codes: `agreement/form`, `agreement/clock`, `agreement/unknown-party`, `agreement/unknown-name`,
 * `agreement/twice`, `agreement/circle`.
 */
export function parseAgreement(value: unknown): Result<Agreement> {
  const { agreement, problems } = examineAgreement(value);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, refusal: problem };
  if (agreement === undefined) throw new Error('an agreement without problems was not made');
  return accept(agreement);
}

/** What is wrong with an agreement, all of it: the head first, then clause by clause, then its names. */
export interface Examined {
  readonly agreement?: Agreement;
  readonly problems: readonly Refusal[];
}

/** Reads an agreement and lists every problem, so that a person can mend them in one go. */
export function examineAgreement(value: unknown): Examined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const read = parseShape(headSource, value, FORM);
    return { problems: read.ok ? [] : [read.refusal] };
  }
  const { clauses, ...head } = value as { readonly clauses?: unknown };
  const problems: Refusal[] = [];
  const source = parseShape(headSource, head, FORM);
  if (!source.ok) problems.push(source.refusal);
  const raw = clauseList(clauses, problems);
  const zone = (head as { readonly clock?: unknown }).clock;
  const known = typeof zone === 'string' && readClock(zone);
  if (typeof zone === 'string' && !known)
    problems.push({
      code: 'agreement/clock',
      message: `clock names no time zone: "${zone.slice(0, 60)}"; write one as in "Europe/Kyiv"`,
      path: 'clock',
    });
  const read = readClauses(raw, known ? zone : undefined, problems);
  if (!source.ok || !known || problems.length > 0) return { problems };
  return assemble(head, zone, read);
}

function clauseList(clauses: unknown, problems: Refusal[]): readonly unknown[] {
  if (Array.isArray(clauses) && clauses.length >= 1 && clauses.length <= 10_000) {
    const unfolded = unfoldLikes(clauses);
    problems.push(...unfolded.problems);
    return unfolded.clauses;
  }
  const message =
    clauses === undefined
      ? 'clauses is missing; write it like clauses: and below it a clause that begins with - id: "1"'
      : 'clauses must be a list of 1 to 10000 clauses';
  problems.push({ code: FORM, message, path: 'clauses' });
  return [];
}

function readClauses(
  raw: readonly unknown[],
  zone: string | undefined,
  problems: Refusal[],
): readonly Clause[] {
  const clauses: Clause[] = [];
  const resolving = zone === undefined ? undefined : clauseOn(zone);
  for (const [at, one] of raw.entries()) {
    const path = `clauses[${at}]`;
    const form = parseShape(under(clauseSource, path), one, FORM);
    if (!form.ok) {
      problems.push(form.refusal);
      continue;
    }
    if (resolving === undefined) continue;
    const clause = parseShape(under(resolving, path), one, 'agreement/clock');
    if (clause.ok) clauses.push(clause.value);
    else problems.push(clause.refusal);
  }
  return clauses;
}

/** A shape read at a path, so that its refusals name the whole of it. */
function under<T>(shape: Shape<T>, path: string): Shape<T> {
  return { schema: shape.schema, read: (value) => shape.read(value, path) };
}

function assemble(head: object, zone: string, clauses: readonly Clause[]): Examined {
  const resolved = parseShape(headOn(zone), head, 'agreement/clock');
  if (!resolved.ok) return { problems: [resolved.refusal] };
  const { parties: named, version, revision, exercise, 'in-force': inForce, ...rest } = resolved.value;
  const parties = Object.entries(named).map(([id, party]) => ({ id, ...party }));
  if (parties.length < 2)
    return problem(FORM, 'parties must name at least two: an agreement has two sides', 'parties');
  const agreement: Agreement = {
    ...rest,
    version: version ?? 1,
    revision: revision ?? 1,
    exercise: exercise ?? false,
    'in-force': inForce ?? rest.adopted,
    'clock-offsets': clockOffsets(zone, rest.adopted.utc),
    parties,
    clauses,
  };
  const problems = checkReferences(agreement);
  return problems.length > 0 ? { problems } : { agreement, problems };
}

function problem(code: string, message: string, path: string): Examined {
  const refused = refuse(code, message, path);
  return { problems: [refused.refusal] };
}
