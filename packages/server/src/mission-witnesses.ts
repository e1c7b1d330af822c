import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Policy, PolicyWitness, VerifierKey } from '@armistice/core/record';
import { type Disk, folderDisk } from './record/disk.ts';
import { newKeyFile, nodeVerifier, readKeyFile, signerOf, writeKeyFile } from './record/keys.ts';
import { folderSource } from './record/source.ts';
import { serveWitness, type WitnessServer } from './witness/http.ts';
import { Witness } from './witness/service.ts';

// For training one machine plays both sides. Each witness has its own key and state; that the keys lie on the mission's
// machine is written in the public folder, and every verifier then says NOT INDEPENDENT.

const KEY = 'key.json';
const HOST = '127.0.0.1';
const TILE_PATIENCE_MS = 5_000;
// Cosigning is the rule; and after a start the log asks anew from 0 and is told the size.
const ORDINARY = /^cosigned |entries were cosigned, it says 0$/;

function witnessFolder(data: string, party: string): string {
  return join(data, 'witnesses', party);
}

/** Makes a witness key for each party, and says in the public folder that they are not independent. */
export async function newLocalWitnesses(
  data: string,
  disk: Disk,
  parties: readonly string[],
): Promise<readonly PolicyWitness[]> {
  const witnesses: PolicyWitness[] = [];
  for (const name of parties) {
    const own = folderDisk(witnessFolder(data, name));
    const file = newKeyFile(`${name}.exercise.invalid/witness`, 'cosignature-ed25519');
    await writeKeyFile(own, KEY, file);
    witnesses.push({ name, key: signerOf(file).key, url: `http://${HOST}:${await freePort()}` });
    await own.close();
  }
  const declared = JSON.stringify(parties.map((name) => ({ name, independent: false })));
  await disk.replace('public/witnesses.json', new TextEncoder().encode(`${declared}\n`));
  return witnesses;
}

/** A policy that wants every one of these witnesses. */
export function policyOfAll(log: VerifierKey, witnesses: readonly PolicyWitness[]): Policy {
  const members = witnesses.map(({ name }) => name);
  return {
    logs: [{ key: log }],
    witnesses,
    groups: [{ name: 'both-parties', k: members.length, members }],
    quorum: 'both-parties',
  };
}

/** Starts the witnesses of a policy whose keys lie in the data folder. One that cannot be started is told, not waited for. */
export async function startLocalWitnesses(
  data: string,
  policy: Policy,
  onFault: (message: string) => void,
): Promise<readonly WitnessServer[]> {
  const servers: WitnessServer[] = [];
  for (const { name, url } of policy.witnesses) {
    if (url === undefined) continue;
    try {
      const server = await startOne(data, name, url, policy, onFault);
      if (server !== undefined) servers.push(server);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      onFault(
        `the local witness of ${name} did not start at ${url}, so ${name} does not co-sign for now: ${why}`,
      );
    }
  }
  return servers;
}

async function startOne(
  data: string,
  name: string,
  url: string,
  policy: Policy,
  onFault: (message: string) => void,
): Promise<WitnessServer | undefined> {
  const folder = witnessFolder(data, name);
  const disk = folderDisk(folder);
  const file = await readKeyFile(disk, KEY);
  // A party that runs its own witness keeps its key elsewhere: there is nothing to start here.
  if (file === undefined) return undefined;
  const world = {
    disk,
    folder,
    signer: signerOf(file),
    verifier: nodeVerifier(),
    now: () => Date.now(),
    wait: (milliseconds: number) => setTimeout(milliseconds),
    log: (line: string) => {
      if (!ORDINARY.test(line)) onFault(`witness of ${name}: ${line}`);
    },
    tilePatienceMs: TILE_PATIENCE_MS,
  };
  const source = folderSource(join(data, 'public'));
  const logs = policy.logs.map(({ key }) => ({ key, source, place: 'the public folder' }));
  const witness = await Witness.open(world, logs);
  const { hostname, port } = new URL(url);
  const server = await serveWitness(witness, hostname, Number(port));
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await disk.close();
    },
  };
}

/** A port that is free now. Witnesses keep it for ever, as their address stands in the policy. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
