import { hash } from 'node:crypto';
import { isLanguage } from '@armistice/core/bulletin';
import { PUBLIC } from '@armistice/core/record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { ICON, ICON_PATH } from '../portal/icon.ts';
import { languageFor, Portal } from '../portal/portal.ts';
import { STYLE, STYLE_PATH } from '../portal/style.ts';
import { Problem } from '../problems.ts';
import { asksTo } from './may.ts';

/** Nothing runs, nothing is sent anywhere, nothing is taken from elsewhere: these pages are text and one style sheet. */
const PORTAL_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** What is read again within a minute need not come over a bad link again. */
const FRESH = 'public, max-age=60';
/** While the record is read back: a reader's next look, and not a program's. */
const RETRY_SECONDS = '5';
const FILES = '/api/bulletins/:number/file.html';

interface Asked {
  readonly Params: { readonly language: string; readonly '*': string };
  readonly Querystring: { readonly after?: string };
}

/** `GET /portal/…`: what everyone may know, as pages for any browser, without a script, a cookie or a sign-in. */
export function addPortal(app: App, mission: Mission, library: string): void {
  const config = asksTo('read', PUBLIC);
  const portal = new Portal(mission, library, () => {
    if (!app.hasRoute({ method: 'GET', url: FILES })) return undefined;
    return (number, format, language) =>
      `/api/bulletins/${encodeURIComponent(number)}/file.${format}?lang=${language}`;
  });
  const schema = { hide: true };
  app.get('/portal', { schema, config }, async (request, reply) =>
    reply
      .header('vary', 'accept-language')
      .redirect(`/portal/${languageFor(request.headers['accept-language'])}/`, 302),
  );
  app.get(STYLE_PATH, { schema, config }, async (request, reply) => {
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    return send(request, reply, 'text/css', STYLE);
  });
  app.get(ICON_PATH, { schema, config }, async (request, reply) => {
    reply.header('cache-control', 'public, max-age=86400');
    return send(request, reply, 'image/svg+xml', ICON);
  });
  app.get<Asked>('/portal/:language/*', { schema, config }, async (request, reply) => {
    const { language, '*': rest } = request.params;
    if (!isLanguage(language))
      throw new Problem('request/not-found', 'the portal does not speak this language');
    const { after } = request.query;
    const known = typeof after === 'string' && /^(-?\d{1,16}\.)?[0-9a-f]{64}$/.test(after);
    const answer = await portal.answer({
      ...{ language, rest, origin: `${request.protocol}://${request.host}` },
      ...(known ? { after } : {}),
    });
    reply.code(answer.status).header('cache-control', answer.status === 200 ? FRESH : 'no-cache');
    if (answer.status === 503) reply.header('retry-after', RETRY_SECONDS);
    return send(request, reply, answer.type, answer.text);
  });
}

/** Sends a text, and not at all where the browser has it already. */
function send(request: FastifyRequest, reply: FastifyReply, type: string, text: string): FastifyReply {
  const tag = `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`;
  reply.type(`${type}; charset=utf-8`).headers({ etag: tag, 'content-security-policy': PORTAL_POLICY });
  if (reply.statusCode === 200 && request.headers['if-none-match'] === tag) return reply.code(304).send('');
  return reply.send(text);
}
