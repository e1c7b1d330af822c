import { type Command, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';
import {
  addTo,
  changeCustodian,
  checkReceiptFile,
  dropFrom,
  makeVault,
  openOne,
  receiptAgain,
  type VaultWords,
  verifyVault,
} from './vault-acts.ts';

const NAME = 'vault';

const USAGE = `armistice vault init <data folder> --custodian <handle> --custodian <handle> …
armistice vault add <data folder> <source> [<file> | -] --by <handle>
armistice vault open <data folder> <source> --first <handle> --second <handle> --reason <text>
armistice vault drop <data folder> <source> --first <handle> --second <handle> --reason <text> --requested-by <who> [--out <file>]
armistice vault receipt <data folder> <source> [--out <file>]
armistice vault custodian-add <data folder> <handle> --first <handle> --second <handle>
armistice vault custodian-remove <data folder> <handle> --first <handle> --second <handle>
armistice vault verify <data folder>
armistice vault check <receipt>

Who sources are, apart from the mission, which knows them by handles alone. Each identity has a key of its own, of which every
custodian has a share under their own passphrase: any two open it together, one alone cannot, nor can whoever has the disk.
Every opening and drop is signed by both in the sealed log before anything is shown or destroyed. Give no names in a reason.

An identity is a JSON object of texts, such as {"name": "…", "contact": "…"}. A drop writes a receipt that the person keeps.

  --passphrase <handle>=<file>  a custodian's passphrase is the file's first line; repeat it (default: each is asked for)
  --vault <folder>   where the vault lies, if not in the data folder (default: ARMISTICE_VAULT)
  --state <folder>   where this machine remembers what it signed (default: the user's state folder)
  --json             one line for a program, last on standard output

Its checkpoint is written into the record once a day by the server, or by: armistice anchor <data folder> <vault>/log --class source-vault`;

const OPTIONS = {
  custodian: { type: 'string', multiple: true, default: [] as string[] },
  passphrase: { type: 'string', multiple: true, default: [] as string[] },
  by: { type: 'string' },
  first: { type: 'string' },
  second: { type: 'string' },
  reason: { type: 'string' },
  'requested-by': { type: 'string' },
  out: { type: 'string' },
  vault: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const VERBS: {
  readonly [verb: string]: {
    readonly words: number;
    readonly run: (words: VaultWords, io: Io) => Promise<ExitCode>;
  };
} = {
  init: { words: 1, run: makeVault },
  add: { words: 3, run: addTo },
  open: { words: 2, run: openOne },
  drop: { words: 2, run: dropFrom },
  receipt: { words: 2, run: receiptAgain },
  'custodian-add': { words: 2, run: changeCustodian },
  'custodian-remove': { words: 2, run: changeCustodian },
  verify: { words: 1, run: verifyVault },
  check: { words: 1, run: checkReceiptFile },
};

export const vaultCommand: Command = {
  name: NAME,
  summary: 'who sources are, apart from the mission: two custodians open it together',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [verb = '', ...words] = positionals;
    const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (known === undefined) throw usageError(NAME, `name what to do: ${Object.keys(VERBS).join(', ')}`);
    const [place, named, more] = words;
    // The file of an identity may be left out: it is read from standard input then.
    const least = verb === 'add' ? 2 : known.words;
    if (place === undefined || words.length < least || words.length > known.words)
      throw usageError(NAME, `"vault ${verb}" takes ${least} ${least === 1 ? 'name' : 'names'} after it`);
    const vault = values.vault ?? io.env.ARMISTICE_VAULT;
    return known.run({ ...values, verb, place, named: named ?? '', more, vault }, io);
  },
};
