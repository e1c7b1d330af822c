import { isIP } from 'node:net';

/** Where a server listens, and by which address people reach it. */
export interface Address {
  readonly host: string;
  /** What browsers know it by; left out where it is this machine alone. */
  readonly url?: URL;
  /** Machines that end TLS for it, beside this one: their word is taken on where a request came from. */
  readonly proxies: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

const NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether a name or address means this machine to itself. */
export function isLoopback(name: string): boolean {
  return NAMES.has(name.replace(/^::ffff:/, ''));
}

/** Whether others than this machine can open a connection to it. */
export function isBeyond({ host }: Address): boolean {
  return !isLoopback(host);
}

/** Whose word the server takes on where a request came from: the proxies that are named, and one on this machine where there is a public address. */
export function trustedBy(address: Address | undefined): { readonly trustProxy?: string[] } {
  return address?.url === undefined ? {} : { trustProxy: ['127.0.0.1', '::1', ...address.proxies] };
}

/** The address that the environment names. Throws, with what to do, where it would not be safe or makes no sense. */
export function addressIn(env: Env): Address {
  const host = env.ARMISTICE_HOST ?? '127.0.0.1';
  const url = env.ARMISTICE_PUBLIC_URL === undefined ? undefined : publicUrl(env.ARMISTICE_PUBLIC_URL);
  const proxies = (env.ARMISTICE_PROXIES ?? '').split(',').flatMap((one) => one.trim() || []);
  const strange = proxies.find((one) => isIP(one) === 0);
  if (strange !== undefined)
    throw new Error(`ARMISTICE_PROXIES names "${strange}": it takes IP addresses, with commas between them.`);
  const address = { host, proxies, ...(url === undefined ? {} : { url }) };
  if (isBeyond(address) && isIP(host) === 0)
    throw new Error(`ARMISTICE_HOST is "${host}": it takes an IP address of this machine.`);
  if (isBeyond(address) && (url === undefined || proxies.length === 0))
    throw new Error(
      `ARMISTICE_HOST is ${host}: to listen beyond this machine, name the address that people open (ARMISTICE_PUBLIC_URL=https://…) and the proxy that ends TLS before it (ARMISTICE_PROXIES). With a proxy on this machine leave it unset. See docs/people.md.`,
    );
  return address;
}

function publicUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new Error(
      `ARMISTICE_PUBLIC_URL is "${text}": it takes an address such as https://room.example, without a path.`,
    );
  const plain = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !plain)
    throw new Error(
      `ARMISTICE_PUBLIC_URL is "${text}": sign-in crosses a network by https alone. End TLS in a proxy, and name its https address.`,
    );
  if (isIP(url.hostname.replaceAll(/[[\]]/g, '')) !== 0 && !plain)
    throw new Error(`ARMISTICE_PUBLIC_URL is "${text}": passkeys are bound to a name, so give it one.`);
  return url;
}
