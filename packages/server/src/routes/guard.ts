import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

// A page of any site that a person has open can send requests to this machine. Two doors are shut: a foreign name that
// was made to point here (the Host header tells), and a form or script of another site that writes (Origin tells).

const HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer. */
const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Puts the guard before every route. */
export function addGuard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const host = request.headers.host ?? '';
    const name = URL.parse(`http://${host}`)?.hostname;
    if (name === undefined || !HOSTS.has(name))
      throw new Problem('request/host', 'open it as http://localhost or http://127.0.0.1 with its port');
    if (!SAFE.has(request.method) && isForeign(request, host))
      throw new Problem('request/cross-site', 'a page of another site may not write here');
  });
}

function isForeign(request: FastifyRequest, host: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
