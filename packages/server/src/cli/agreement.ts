import { checkAgreement } from './agreement-check.ts';
import { diffAgreements } from './agreement-diff.ts';
import { listDue } from './agreement-due.ts';
import { evaluateEvents } from './agreement-evaluate.ts';
import { listKinds } from './agreement-kinds.ts';
import { newAgreement } from './agreement-new.ts';
import { showAgreement } from './agreement-show.ts';
import { type Command, type ExitCode, type Io, usageError } from './command.ts';

const NAME = 'agreement';

const USAGE = `armistice agreement <what> …

  check <file>                     everything wrong with an agreement, each with its place and how to mend it; then
                                   dead clauses, exceptions that lift nothing, gaps, zones that overlap; then it runs
                                   the worked cases in cases.yaml beside it, or in --cases <file> (--json)
  show <file> [--html]             the agreement read aloud, clause by clause
  diff <before> <after>            what changed between two versions, in words
  evaluate <file> <events.ndjson>  what the clauses say of reports, incidents and facts, as newline-delimited JSON
        --line <name>=<file.geojson>   geometry of a line ("name@map" for one of several maps of record); may repeat
        --zone <name>=<file.geojson>   outline of a zone, likewise; may repeat
        --map <map>                    judge under one of several maps of record alone
        --party <theirs>=<ours>        another name of a party in the events; may repeat
        --at <time>                    count only what was known then
        --confirm <clause>=<source>    an unchecked clause that was compared with this source; may repeat
        --all                          evaluate unchecked clauses too (training and tests)
        --relevant                     leave out clauses that do not apply
        --json                         end with one line that counts outcomes and missing facts
  due <file> --at <time> [--facts <facts.ndjson>] [--party …] [--confirm …] [--all] [--json]
                                   obligations and ceilings at a moment: what is overdue, by whom, since when
  kinds [<file>]                   the words for reports, weapons and acts; with a file its own beside them
  new [<file>]                     a commented template of five clauses

"-" reads standard input. Exit: 0 yes, 1 no, 2 wrong usage, 4 done but some rows were refused.`;

type Part = (args: readonly string[], io: Io) => Promise<ExitCode>;

const PARTS: Readonly<Record<string, Part>> = {
  check: checkAgreement,
  show: showAgreement,
  diff: diffAgreements,
  evaluate: evaluateEvents,
  due: listDue,
  kinds: listKinds,
  new: newAgreement,
};

export const agreementCommand: Command = {
  name: NAME,
  summary: 'check, read, compare and evaluate agreements',
  usage: USAGE,
  async run(args, io) {
    const [what, ...rest] = args;
    const part = what === undefined || !Object.hasOwn(PARTS, what) ? undefined : PARTS[what];
    if (part === undefined)
      throw usageError(
        NAME,
        `say what to do: ${Object.keys(PARTS).join(', ')}${what === undefined ? '' : `; there is no "${what}"`}`,
      );
    return part(rest, io);
  },
};
