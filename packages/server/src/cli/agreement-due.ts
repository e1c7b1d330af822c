import {
  type Clause,
  ceilings,
  type EvaluationContext,
  type Fact,
  obligations,
} from '@armistice/core/agreement';
import { confirmations, pairs, timeOption } from './agreement-evaluate.ts';
import { agreementIn } from './agreement-file-argument.ts';
import { readEventRows } from './agreement-rows.ts';
import { tellSilent } from './agreement-silence.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/** Whether a clause says what must be accepted, so that what breaches it is a refusal. */
function isQuota(clause: Clause): boolean {
  return clause.verb === 'limit' && clause.refusal !== undefined;
}

/** `armistice agreement due`: obligations and ceilings at a moment. Exit 1 where something is overdue or exceeded. */
export async function listDue(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions('agreement', args, {
    at: { type: 'string' },
    facts: { type: 'string' },
    party: { type: 'string', multiple: true },
    confirm: { type: 'string', multiple: true },
    all: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || values.at === undefined)
    throw usageError('agreement', 'due takes an agreement and --at <time>');
  const at = timeOption(values.at);
  const agreement = await agreementIn(file);
  const names = pairs('party', values.party);
  const none: readonly Fact[] = [];
  const { facts, refused } =
    values.facts === undefined
      ? { facts: none, refused: 0 }
      : await readEventRows(values.facts, io, agreement, (name) => names.get(name) ?? name);
  const context: EvaluationContext = {
    mode: values.all === true ? 'all' : 'mission',
    confirmed: confirmations(values.confirm),
  };
  const due = obligations(agreement, facts, at, context);
  const held = ceilings(agreement, facts, at, context);
  for (const one of [...due, ...held]) io.out(`${JSON.stringify(one)}\n`);
  const overdue = due.filter(({ status }) => status === 'overdue');
  const exceeded = held.filter(({ outcome }) => outcome === 'breach');
  for (const { clause, by, due: since } of overdue)
    io.err(`overdue: clause ${clause}, by ${by}, since ${since ?? 'then'}\n`);
  const quotas = new Set(agreement.clauses.flatMap((one) => (isQuota(one) ? [one.id] : [])));
  for (const { clause, by, of, counted, allowed } of exceeded)
    io.err(
      quotas.has(clause)
        ? `indicated refusal of what must be accepted: clause ${clause}, ${by}, ${of}: ${counted ?? 'none'} accepted (${allowed} must be)\n`
        : `indicated above or below its limit: clause ${clause}, ${by}, ${of}: ${counted ?? 'none on record'} (${allowed})\n`,
    );
  tellSilent(io, agreement, facts, context, ['require', 'limit']);
  if (values.json === true)
    io.out(
      `${JSON.stringify({ obligations: due.length, overdue: overdue.length, ceilings: held.length, exceeded: exceeded.length, refused })}\n`,
    );
  if (refused > 0) return EXIT.rejected;
  return overdue.length + exceeded.length > 0 ? EXIT.no : EXIT.yes;
}
