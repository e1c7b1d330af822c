import {
  formatPolicy,
  formatVkey,
  isKeyName,
  type Json,
  type Policy,
  type VerifierKey,
} from '@armistice/core/record';
import { type Disk, folderDisk } from './disk.ts';
import type { Content } from './draft.ts';
import { SIGNED } from './floor.ts';
import {
  CONFIG,
  floorPath,
  KEY_FILES,
  type LogConfig,
  type LogKeys,
  type LogPlace,
  openLog,
  POLICY,
  readConfig,
  readKeys,
  stateFolder,
  WrongFolder,
} from './folder.ts';
import { type EntrySigner, newKeyFile, writeKeyFile } from './keys.ts';

export interface InitOptions extends LogPlace {
  readonly origin: string;
  readonly mission: string;
  readonly policy?: (log: VerifierKey) => Policy;
  readonly sealedFor?: string;
}

/** Makes a log: keys, policy, and the entries that introduce the mission and its operator. The folder must not hold one. */
export async function initLog(options: InitOptions): Promise<LogConfig> {
  const { origin, mission, sealedFor } = options;
  if (!isKeyName(origin))
    throw new WrongFolder(
      `"${origin}" cannot be an origin: write it like example.org/mission, without spaces or "+"`,
    );
  const disk = options.disk ?? folderDisk(options.folder);
  const begun = (await disk.read(CONFIG)) === undefined ? undefined : await readConfig(disk);
  if (begun !== undefined && (await isSigned(disk))) throw new WrongFolder(HELD);
  const outside = options.stateDisk ?? folderDisk(options.state ?? stateFolder());
  if ((await outside.read(floorPath(origin))) !== undefined) {
    throw new WrongFolder(
      `this machine has signed checkpoints for ${origin} before; a new log must have a new origin, or two histories would bear one name`,
    );
  }
  const config: LogConfig = {
    format: 'armistice.log/v1',
    origin,
    mission,
    ...(sealedFor === undefined ? {} : { sealedFor }),
  };
  if (begun === undefined) await lay(disk, config, options.policy);
  else if (JSON.stringify(begun) !== JSON.stringify(config)) throw new WrongFolder(HELD);
  const { log, keys } = await openLog({ ...options, publishMs: 0, beginning: true });
  try {
    if (log.size() > 0) throw new WrongFolder(HELD);
    const first = log.draft(genesis(config, keys), keys.registrar);
    const operator = log.draft(introduction(keys.operator, 'import', 'operator'), keys.registrar);
    await log.append([first, operator]);
  } finally {
    await log.close();
  }
  return config;
}

const HELD = 'this folder holds a log already; nothing was changed';

/** Whether anything was ever signed here. */
async function isSigned(disk: Disk): Promise<boolean> {
  return (await disk.size('public/checkpoint')) !== undefined || (await disk.size(SIGNED)) !== undefined;
}

/** Keys and policy first: the file that makes the folder a log comes last, so a making that was cut short can be taken up. */
async function lay(disk: Disk, config: LogConfig, policyFor: InitOptions['policy']): Promise<void> {
  const { origin } = config;
  for (const [role, path] of Object.entries(KEY_FILES)) {
    await writeKeyFile(disk, path, newKeyFile(role === 'log' ? origin : `${origin}/${role}`, 'ed25519'));
  }
  const { key } = (await readKeys(disk)).log;
  const policy = policyFor?.(key) ?? { logs: [{ key }], witnesses: [], groups: [], quorum: 'none' };
  await disk.replace(POLICY, new TextEncoder().encode(formatPolicy(policy)));
  await disk.replace(CONFIG, new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`), 0o600);
}

function genesis(config: LogConfig, keys: LogKeys): Content {
  const open = {
    origin: config.origin,
    log: formatVkey(keys.log.key),
    registrar: { ...keys.registrar.jwk },
    sequencer: { ...keys.sequencer.jwk },
  };
  return { kind: 'mission', audience: 'public', body: { open } };
}

/** The entry that introduces a key. Signed by a registrar. */
export function introduction(key: Pick<EntrySigner, 'jwk'>, role: string, subject: string): Content {
  const open: Json = { action: 'introduce', key: { ...key.jwk }, role, subject };
  return { kind: 'key', audience: 'public', body: { open } };
}
