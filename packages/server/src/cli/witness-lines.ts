import type { LogSource, Policy, PolicyWitness, WitnessStanding } from '@armistice/core/record';
import { age, count, entries } from './words.ts';

/** Why a witness proves nothing, by name: its key lives where the log's does. */
export type Dependent = ReadonlyMap<string, string>;

/**
 * Finds the witnesses that are not independent: the log's own `witnesses.json` says so, or the policy gives them the
 * same host as the log. `own`: the policy is the log's, so that a loopback address means the mission's machine.
 */
export async function dependentWitnesses(
  source: LogSource,
  policy: Policy,
  own: boolean,
): Promise<Dependent> {
  const found = new Map<string, string>();
  const hosts = new Set(policy.logs.flatMap(({ url }) => (url === undefined ? [] : [hostOf(url)])));
  for (const witness of policy.witnesses) {
    const host = witness.url === undefined ? '' : hostOf(witness.url);
    if (host !== '' && hosts.has(host)) found.set(witness.name, 'it answers on the same host as the log');
    else if (own && /^(localhost|127\..*|\[::1\])$/.test(host))
      found.set(witness.name, "it runs on the mission's own machine");
  }
  for (const name of await declared(source))
    if (policy.witnesses.some((witness: PolicyWitness) => witness.name === name))
      found.set(name, "its key lives on the mission's own machine");
  return found;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Names that the log itself declares as not independent. A file that cannot be read declares nothing. */
async function declared(source: LogSource): Promise<string[]> {
  const bytes = await source.read('witnesses.json');
  try {
    const list = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())) as unknown;
    if (!Array.isArray(list)) return [];
    return (list as readonly { readonly name?: unknown; readonly independent?: unknown }[])
      .filter((one) => one?.independent === false && typeof one.name === 'string')
      .map((one) => String(one.name));
  } catch {
    return [];
  }
}

/** One line for one witness, such as `co-signed by south up to entry 1,233, 3 minutes ago`. */
export function witnessLine(
  standing: WitnessStanding,
  logSize: number,
  dependent: Dependent,
  now: number,
): string {
  const why = dependent.get(standing.name);
  const mark = why === undefined ? '' : ` — NOT INDEPENDENT: ${why}`;
  return `${sentence(standing, logSize, now)}${mark}`;
}

function sentence(
  { name, state, size = 0, unixSeconds = 0 }: WitnessStanding,
  logSize: number,
  now: number,
): string {
  const when = age(unixSeconds, now);
  const last = `entry ${count(size - 1)}`;
  switch (state) {
    case 'never':
      return `never co-signed by ${name}`;
    case 'current':
      return size === 0
        ? `co-signed by ${name} while empty, ${when}`
        : `co-signed by ${name} up to ${last}, ${when}`;
    case 'behind':
      return size === 0
        ? `not co-signed by ${name} since the log was empty, ${when}`
        : `not co-signed by ${name} since ${last}, ${when} (${entries(logSize - size)} since)`;
    case 'ahead':
      return `ROLLED BACK: ${name} co-signed ${entries(size)}, ${when}; this log has ${count(logSize)}`;
    case 'forked':
      return `FORKED: ${name} co-signed another history of ${entries(size)}, ${when}`;
  }
}
