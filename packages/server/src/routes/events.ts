import type { ServerResponse } from 'node:http';
import { PUBLIC } from '@armistice/core/record';
import type { App } from '../app.ts';
import type { Mission, MissionChange } from '../mission.ts';
import { type ActorOf, mustBeAllowed } from './may.ts';

// A comment now and then keeps proxies from closing a silent stream, and shows a dead client.
const HEARTBEAT_MS = 15_000;
// A client that does not read is let go; it comes back and asks again.
const MAX_UNREAD_BYTES = 64 * 1024;

/** `GET /api/events`: server-sent events `grown`, `checkpoint`, `cosigned` and `folded`, each with the size as its id. */
export function addEvents(app: App, mission: Mission, actorOf: ActorOf): void {
  const streams = new Set<ServerResponse>();
  const send = (stream: ServerResponse, text: string) => {
    if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy();
    else stream.write(text);
  };
  const quiet = mission.onChange((change) => {
    const text = eventOf(change);
    if (text !== undefined) for (const stream of streams) send(stream, text);
  });
  const heartbeat = setInterval(() => {
    for (const stream of streams) send(stream, ': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  app.addHook('preClose', async () => {
    quiet();
    clearInterval(heartbeat);
    for (const stream of streams) stream.end();
  });
  const schema = { summary: 'What happens, as server-sent events', produces: ['text/event-stream'] };
  app.get('/api/events', { schema }, (request, reply) => {
    mustBeAllowed(actorOf(request), 'read', PUBLIC);
    reply.hijack();
    const stream = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) stream.setHeader(name, value);
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    stream.on('close', () => streams.delete(stream));
    streams.add(stream);
    const size = mission.log.publishedSize();
    const missed = request.headers['last-event-id'] !== String(size);
    stream.write(`retry: 2000\n\n${missed ? (eventOf({ type: 'checkpoint', size }) ?? '') : ''}`);
  });
}

/** What everyone may hear; warnings are for the operator's console. */
function eventOf(change: MissionChange): string | undefined {
  if (change.type === 'warning' || change.type === 'stopped') return undefined;
  return `id: ${change.size}\nevent: ${change.type}\ndata: ${JSON.stringify(change)}\n\n`;
}
