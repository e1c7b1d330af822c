import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Address, isBeyond, isLoopback } from '../app-address.ts';
import { Problem } from '../problems.ts';

// A page of any site that a person has open can send requests to this machine. Two doors are shut: a foreign name that
// was made to point here (the Host header tells), and a form or script of another site that writes (Origin tells).

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOCAL: Address = { host: '127.0.0.1', proxies: [] };

/** Puts the guard before every route. */
export function addGuard(app: FastifyInstance, address: Address = LOCAL): void {
  const { url } = address;
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? '';
    const name = URL.parse(`http://${host}`)?.hostname;
    const isPublic = isPublicHost(request, address);
    if (!isPublic && (name === undefined || !isLoopback(name)))
      throw new Problem(
        'request/host',
        `open it as ${url?.origin ?? 'http://localhost or http://127.0.0.1 with its port'}`,
      );
    // What comes past the proxy came in the clear.
    if (isBeyond(address) && !isFromProxy(request, address))
      throw new Problem('request/host', `come through ${url?.origin ?? 'its proxy'}`);
    // No text of ours holds one, and the database takes none.
    if (request.url.includes('%00')) throw new Problem('request/malformed', 'the address holds a NUL (%00)');
    const own = isPublic && url !== undefined ? url.origin : `http://${host}`;
    if (!SAFE.has(request.method) && isForeign(request, own))
      throw new Problem('request/cross-site', 'a page of another site may not write here');
  });
}

/** Whether a request names the server as the world does. */
export function isPublicHost({ headers }: FastifyRequest, { url }: Address): boolean {
  return url !== undefined && headers.host?.toLowerCase() === url.host;
}

function isFromProxy({ socket }: FastifyRequest, { proxies }: Address): boolean {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(peer) || proxies.includes(peer);
}

function isForeign(request: FastifyRequest, own: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== own) return true;
  // Every browser says where a write comes from: what comes with a browser's cookie and without that, is none of ours.
  if (origin === undefined && site === undefined) return request.headers.cookie !== undefined;
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
