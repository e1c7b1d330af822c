import {
  formatPolicy,
  formatVkey,
  type Policy,
  type PolicyWitness,
  parsePolicy,
  parseVkey,
  type VerifierKey,
} from '@armistice/core/record';
import { folderDisk } from '../record/disk.ts';
import { readPolicy } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { type Command, EXIT, usageError } from './command.ts';
import { readOptions } from './options.ts';

const NAME = 'init';

const USAGE = `armistice init <folder> --origin <name> [options]

Makes a new log: its keys, its policy, and the entry that introduces the mission. Keep the printed policy: each side
gets the same file by a way that both trust, and compares it.

  --origin <name>            what the log is called for ever, like example.org/north-south
  --mission <id>             the mission (default: the last part of the origin)
  --witness <name>=<vkey>[@<url>]
                             a witness that co-signs, one for each party; repeat the option.
                             The party makes its key with "armistice witness --new-key"
  --quorum <all|any|k>       how many witnesses make the quorum (default all)
  --sealed <owner>           a sealed log of one owner, such as mediation or a source vault
  --state <folder>           where this machine remembers what it signed (default: the user's state folder)
  --json                     one line for a program, last on standard output`;

const OPTIONS = {
  origin: { type: 'string' },
  mission: { type: 'string' },
  witness: { type: 'string', multiple: true, default: [] as string[] },
  quorum: { type: 'string', default: 'all' },
  sealed: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const initCommand: Command = {
  name: NAME,
  summary: 'make a new log: keys, policy, first entry',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, ...others] = positionals;
    const { origin } = values;
    if (folder === undefined || others.length > 0) throw usageError(NAME, 'name one folder for the log');
    if (origin === undefined) throw usageError(NAME, '--origin is missing');
    const witnesses = values.witness.map(parseWitness);
    const mission = values.mission ?? origin.split('/').at(-1) ?? origin;
    const config = await initLog({
      folder,
      origin,
      mission,
      policy: (log) => policyFor(log, witnesses, values.quorum),
      ...(values.sealed === undefined ? {} : { sealedFor: values.sealed }),
      ...(values.state === undefined ? {} : { state: values.state }),
    });
    const disk = folderDisk(folder);
    const policy = await readPolicy(disk);
    await disk.close();
    const vkey = formatVkey(policy.logs[0]?.key as VerifierKey);
    if (values.json) io.out(`${JSON.stringify({ ok: true, ...config, vkey })}\n`);
    else {
      io.err(
        `made the log ${origin} in ${folder}. Give this policy to every party by a way that both trust (it is ${folder}/public/policy):\n\n`,
      );
      io.out(formatPolicy(policy));
      io.err(`\nnext: armistice append ${folder} <rows.ndjson>, then armistice verify ${folder}\n`);
    }
    return EXIT.yes;
  },
};

function parseWitness(text: string): PolicyWitness {
  const match = /^([^=\s]+)=([^@]+)(?:@(https?:\/\/.+))?$/.exec(text);
  const key = parseVkey(match?.[2] ?? '');
  if (match === null || !key.ok) throw usageError(NAME, `--witness "${text}" is not <name>=<vkey>[@<url>]`);
  return { name: match[1] ?? '', key: key.value, ...(match[3] === undefined ? {} : { url: match[3] }) };
}

/** The policy of a new log: its witnesses in one group. Checked by the same parser that everyone reads it with. */
function policyFor(log: VerifierKey, witnesses: readonly PolicyWitness[], quorum: string): Policy {
  const members = witnesses.map((witness) => witness.name);
  const k = quorum === 'all' ? members.length : quorum === 'any' ? 1 : Number(quorum);
  const grouped = members.length > 0;
  const policy: Policy = {
    logs: [{ key: log }],
    witnesses,
    groups: grouped ? [{ name: 'parties', k, members }] : [],
    quorum: grouped ? 'parties' : 'none',
  };
  const checked = parsePolicy(formatPolicy(policy));
  if (!checked.ok) throw usageError(NAME, checked.refusal.message);
  return checked.value;
}
