import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

// A page of any site that a person has open can send requests to this machine. Two doors are shut: a foreign name that
// was made to point here (the Host header tells), and a form or script of another site that writes (Origin tells).

const HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Puts the guard before every route. */
export function addGuard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? '';
    const name = URL.parse(`http://${host}`)?.hostname;
    if (name === undefined || !HOSTS.has(name))
      throw new Problem('request/host', 'open it as http://localhost or http://127.0.0.1 with its port');
    // No text of ours holds one, and the database takes none.
    if (request.url.includes('%00')) throw new Problem('request/malformed', 'the address holds a NUL (%00)');
    if (!SAFE.has(request.method) && isForeign(request, host))
      throw new Problem('request/cross-site', 'a page of another site may not write here');
  });
}

function isForeign(request: FastifyRequest, host: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  // Every browser says where a write comes from: what comes with a browser's cookie and without that, is none of ours.
  if (origin === undefined && site === undefined) return request.headers.cookie !== undefined;
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
