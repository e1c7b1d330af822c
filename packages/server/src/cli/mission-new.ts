import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isKeyName } from '@armistice/core/record';
import { AGREEMENT_FILE, MISSION_FILE, readMissionFile } from '../mission-file.ts';
import { SOURCES_FILE } from '../mission-sources.ts';
import { askOn, type Question } from './ask.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { beginMission } from './mission-begin.ts';
import { learnMission } from './mission-learn.ts';
import { type DrawnLine, drawnLine, LINE_FILE, withLine } from './mission-line.ts';
import { readOptions } from './options.ts';

const NAME = 'mission';
const AGREEMENT_TEMPLATE = new URL('./agreement-template.yaml', import.meta.url);
const README_TEMPLATE = new URL('./mission-readme.md', import.meta.url);

const USAGE = `armistice mission new <folder> [--id <handle>] [--title <text>] [--origin <name>] [--clock <zone>] [--party <id>=<name>]…
armistice mission begin <folder> --data <data folder>
armistice mission learn <data folder | url> [--adopt]

"new" makes the folder of a mission: mission.yaml, a ceasefire of five clauses to fill in, a place for its lines, a list of
sources, and a README that says what to do next. Asks for what no option gives.

  --id <handle>        short name of the mission, small letters
  --title <text>       what people call it
  --origin <name>      what its record is called for ever, like example.org/north-south
  --clock <zone>       whose clock the agreement means: an IANA time zone
  --party <id>=<name>  a party to the agreement; repeat the option
  --line <file>        a drawn line of contact (GeoJSON, one LineString); with --left
  --left <party>       which party is on the left hand of one who walks the line as it is drawn
  --tolerance <m>      metres within which the drawn line is right, nine times in ten (default 200)

"begin" makes the record of a mission, with its rules, its text and fusion, and starts no server: reports can be imported
at once. "armistice start --mission" does the same and goes on running.

  --data <folder>      where the record and everything else of the mission will lie

"learn" works out what the reports on record teach of those who sent them: what their clocks are off by, how sure they are
of what they state, how often several things happen near each other. It shows what it would put on record and which
incidents would be joined and parted, and writes nothing; a running server is no hindrance.

  --adopt              put it on record; the server must be stopped. What was decided or published stays as it is
  --json               everything as one line`;

const OPTIONS = {
  id: { type: 'string' },
  title: { type: 'string' },
  origin: { type: 'string' },
  clock: { type: 'string' },
  party: { type: 'string', multiple: true, default: [] as string[] },
  line: { type: 'string' },
  left: { type: 'string' },
  tolerance: { type: 'string', default: '200' },
  data: { type: 'string' },
  state: { type: 'string' },
  adopt: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const HANDLE = /^[a-z0-9][a-z0-9-]{0,62}$/;
const handle = (text: string) => (HANDLE.test(text) ? undefined : 'small letters, figures and hyphens');
const line = (text: string) => (/^[^"\\\n]{1,200}$/.test(text) ? undefined : 'one line without quotes');
const PARTY = /^([a-z][a-z0-9-]{0,30})=([^"\\\n{}]{1,100})$/;

export const missionCommand: Command = {
  name: NAME,
  summary: 'make a new mission, or let one learn of its observers',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [verb, folder, ...others] = positionals;
    if (!['new', 'begin', 'learn'].includes(verb ?? '') || folder === undefined || others.length > 0)
      throw usageError(
        NAME,
        'say: mission new <folder>, mission begin <folder> --data <data folder>, or mission learn <data folder>',
      );
    if (verb === 'learn') return learnMission(folder, values, io);
    if (verb === 'begin') return beginMission(folder, values, io);
    const drawn = await drawnLine(values);
    const questions: readonly Question[] = [
      {
        name: 'id',
        asks: 'Short name, small letters',
        example: 'north-south',
        given: values.id,
        wrong: handle,
      },
      {
        name: 'title',
        asks: 'Title',
        example: 'Ceasefire between North and South',
        given: values.title,
        wrong: line,
      },
      {
        name: 'origin',
        asks: 'Name of its record, for ever',
        example: 'example.org/north-south',
        given: values.origin,
        wrong: (text) => (isKeyName(text) ? undefined : 'a name without spaces and "+"'),
      },
      {
        name: 'clock',
        asks: 'Time zone of the agreement',
        example: 'Europe/Kyiv',
        given: values.clock,
        wrong: zone,
      },
      {
        name: 'parties',
        asks: 'Parties, as id=Name, separated by commas',
        example: 'north=North, south=South',
        given: values.party.length === 0 ? undefined : values.party.join(','),
        wrong: (text) => (partiesIn(text) === undefined ? 'two or more, each like north=North' : undefined),
      },
    ];
    const answers = await askOn(io, NAME, questions);
    await write(folder, answers, drawn);
    // Read back as "start" will read it: what was written must be right.
    await readMissionFile(folder);
    io.out(`${folder}\n`);
    io.err(`made. Read ${join(folder, 'README.md')}; then: armistice mission begin ${folder} --data data\n`);
    return EXIT.yes;
  },
};

function zone(text: string): string | undefined {
  try {
    Temporal.Now.zonedDateTimeISO(text);
    return undefined;
  } catch {
    return 'an IANA time zone such as Europe/Kyiv';
  }
}

/** Parties in the order of their ids: none stands first by merit. */
function partiesIn(text: string): readonly (readonly [id: string, name: string])[] | undefined {
  const found = text.split(',').map((part) => PARTY.exec(part.trim()));
  const parties = found.flatMap((match) =>
    match === null ? [] : [[match[1] ?? '', match[2]?.trim() ?? ''] as const],
  );
  const sound = parties.length === found.length && parties.length >= 2;
  if (!sound || new Set(parties.map(([id]) => id)).size < parties.length) return undefined;
  return parties.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

async function write(
  folder: string,
  answers: ReadonlyMap<string, string>,
  drawn: DrawnLine | undefined,
): Promise<void> {
  const answer = (name: string) => answers.get(name) ?? '';
  const parties = partiesIn(answer('parties')) ?? [];
  const files: readonly (readonly [path: string, text: string])[] = [
    [
      MISSION_FILE,
      `mission: ${answer('id')}\ntitle: "${answer('title')}"\n# What the record is called for ever; a second log must never bear it.\norigin: ${answer('origin')}\n# after-assessment: parties and public see what clauses say once a person has assessed the incident. Or: at-once\nindications: after-assessment\n`,
    ],
    [
      AGREEMENT_FILE,
      withLine(agreementFrom(await readFile(AGREEMENT_TEMPLATE, 'utf8'), answer, parties), drawn, parties),
    ],
    drawn === undefined ? ['agreement/lines/.keep', ''] : [`agreement/${LINE_FILE}`, drawn.geojson],
    [SOURCES_FILE, 'source,of,party,area,means,notes\n'],
    ['README.md', (await readFile(README_TEMPLATE, 'utf8')).replaceAll('{{title}}', answer('title'))],
  ];
  await mkdir(join(folder, 'agreement', 'lines'), { recursive: true });
  for (const [path, text] of files) {
    try {
      await writeFile(join(folder, path), text, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new CommandError(
        `${join(folder, path)} is there already`,
        'name another folder; what is there was not changed',
      );
    }
  }
}

function agreementFrom(
  template: string,
  answer: (name: string) => string,
  parties: readonly (readonly [string, string])[],
): string {
  const block = parties.map(([id, name]) => `  ${id}: { name: "${name}" }\n`).join('');
  return template
    .replace(/^agreement: \S+/m, `agreement: ${answer('id')}`)
    .replace(/^title: .*$/m, `title: "${answer('title')}"`)
    .replace(/^clock: \S+/m, `clock: ${answer('clock')}`)
    .replace(/^(parties:.*\n)(?: {2}.*\n)+/m, `$1${block}`);
}
