import type { FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { Problem } from '../problems.ts';

/** A photograph over a bad link takes minutes. */
const PICTURE_TIMES = 20;

/** JSON bodies, strictly: UTF-8, in time (`patience`, milliseconds), and nothing that could become a prototype. */
export function addBodies(app: App, patience: number): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = decoder.decode(body as Buffer);
    } catch {
      done(new Problem('request/malformed', 'the body is not UTF-8'));
      return;
    }
    void parse(request as unknown as FastifyRequest, text, done);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { method, headers, raw } = request;
    if (method === 'GET' || method === 'HEAD' || headers['content-type']?.startsWith('application/x-ndjson'))
      return;
    // The answer closes the connection, and with it what still trickles in.
    const limit = headers['content-type']?.startsWith('image/') ? PICTURE_TIMES * patience : patience;
    const timer = setTimeout(() => {
      const late = new Problem('request/timeout', `the body took more than ${limit} ms`);
      if (!reply.sent) void reply.header('connection', 'close').send(late);
    }, limit);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
    raw.once('end', () => clearTimeout(timer));
    // What is answered before its body was read would be held until the timer ends.
    reply.raw.once('close', () => clearTimeout(timer));
    reply.raw.once('finish', () => clearTimeout(timer));
  });
}
