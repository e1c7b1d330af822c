import { agreementCommand } from './agreement.ts';
import { anchorCommand } from './anchor.ts';
import { appendCommand } from './append.ts';
import { backupCommand } from './backup.ts';
import { bulletinCommand } from './bulletin.ts';
import { type Command, CommandError, EXIT, type ExitCode, type Io } from './command.ts';
import { cosignatureCommand } from './cosignature.ts';
import { countCommand } from './count.ts';
import { eraseCommand } from './erase.ts';
import { explain } from './explain.ts';
import { fuseCommand } from './fuse.ts';
import { importCommand } from './import.ts';
import { initCommand } from './init.ts';
import { logCommand } from './log.ts';
import { memberCommand } from './member.ts';
import { mirrorCommand } from './mirror.ts';
import { missionCommand } from './mission-new.ts';
import { parityCommand } from './parity.ts';
import { readsCommand } from './reads.ts';
import { rebuildCommand } from './rebuild.ts';
import { receiptCommand } from './receipt.ts';
import { recoverCommand } from './recover.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';
import { simulateCommand } from './simulate.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { vaultCommand } from './vault.ts';
import { verifyCommand } from './verify.ts';
import { witnessCommand } from './witness.ts';

const COMMANDS: readonly Command[] = [
  startCommand,
  statusCommand,
  rebuildCommand,
  missionCommand,
  memberCommand,
  initCommand,
  appendCommand,
  logCommand,
  receiptCommand,
  verifyCommand,
  mirrorCommand,
  witnessCommand,
  cosignatureCommand,
  backupCommand,
  restoreCommand,
  recoverCommand,
  eraseCommand,
  anchorCommand,
  vaultCommand,
  readsCommand,
  agreementCommand,
  importCommand,
  bulletinCommand,
  countCommand,
  parityCommand,
  fuseCommand,
  serveCommand,
  simulateCommand,
];

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const list = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`).join('\n');
  return `armistice <command> [options]\n\n${list}\n\nEach has its own help: armistice <command> --help\nExit: 0 yes or done, 1 no, 2 wrong usage, 3 partly, 4 done but some rows were refused\n`;
}

/** Runs one command line; prints failures as people read them and answers the exit code. */
export async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.out(overview());
    return name === undefined ? EXIT.usage : EXIT.yes;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) {
    io.err(`armistice: there is no command "${name}"\n\n${overview()}`);
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${command.usage}\n`);
    return EXIT.yes;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    const told = error instanceof CommandError ? error : explain(error);
    io.err(`armistice ${name}: ${told.message}\n  what to do: ${told.remedy}\n`);
    if (rest.includes('--json'))
      io.out(`${JSON.stringify({ ok: false, error: told.message, remedy: told.remedy })}\n`);
    return told.exit;
  }
}
