import type { ServerResponse } from 'node:http';
import { PUBLIC } from '@armistice/core/record';
import type { App } from '../app.ts';
import { changedFor } from '../derived/told.ts';
import type { Mission } from '../mission.ts';
import type { MissionChange } from '../mission-change.ts';
import type { ReadsLog } from '../reads/reads-log.ts';
import { actorIn, asksTo, audienceOf, mayNow } from './may.ts';
import { AudienceQuery } from './schemas.ts';

// A comment now and then keeps proxies from closing a silent stream, and shows a dead client.
const HEARTBEAT_MS = 15_000;
// A client that does not read is let go; it comes back and goes on from what it saw last.
const MAX_UNREAD_BYTES = 256 * 1024;
const MAX_STREAMS = 200;
/** Streams of one person, or of one address of people who have not signed in. */
const MAX_OF_ONE = 50;
// What is kept for those who come back: some minutes of a busy day.
const MAX_KEPT = 2_000;

interface Kept {
  readonly size: number;
  /** The event as an audience may hear it. */
  readonly textFor: (audience: string) => string;
}

interface Stream {
  readonly response: ServerResponse;
  readonly audience: string;
  /** Handle of who listens; empty where they have not signed in. */
  readonly handle: string;
  /** Who listens, as far as they are told apart. */
  readonly who: string;
  /** Whether an alarm of bulk reads is for it now. */
  readonly hearsAlarms: () => Promise<boolean>;
  /** Whether whoever listens may still: rights end while a stream goes on. */
  readonly mayStill: () => Promise<boolean>;
  /** Set while their rights are looked up: nothing is told meanwhile. */
  asked?: Promise<void>;
}

/**
 * `GET /api/events`: server-sent events `grown`, `checkpoint`, `cosigned` and `folded`, with how far the fold is as the
 * id; `reads-alarm` for the head and the custodians. Whoever comes back with Last-Event-ID hears what it missed, or `reset` where that is no longer kept.
 */
export function addEvents(app: App, mission: Mission, reads?: ReadsLog): void {
  const streams = new Set<Stream>();
  const kept: Kept[] = [];
  let keptFrom = mission.standing.size;
  // At once: whoever does not read never closes, and would be held as long as the process.
  const letGo = (stream: Stream) => {
    streams.delete(stream);
    if (stream.response.writableLength > 0) stream.response.destroy();
    else stream.response.end();
  };
  const write = (stream: Stream, text: string) => {
    // It may have been let go meanwhile.
    if (!streams.has(stream)) return;
    if (stream.response.writableLength > MAX_UNREAD_BYTES) letGo(stream);
    else stream.response.write(text);
  };
  const send = (stream: Stream, text: string) => {
    if (stream.asked === undefined) write(stream, text);
    else void stream.asked.then(() => write(stream, text));
  };
  /** Ends a stream whose rights have ended. What is sent from now on waits until they are known. */
  const askAgain = (stream: Stream) => {
    const asked = stream
      .mayStill()
      .catch(() => false)
      .then((may) => {
        if (!may) letGo(stream);
        if (stream.asked === asked) delete stream.asked;
      });
    stream.asked = asked;
  };
  const quiet = mission.onChange((change) => {
    if (change.type === 'members') {
      for (const stream of streams) if (stream.audience !== PUBLIC) askAgain(stream);
      return;
    }
    if (change.type === 'restored') {
      kept.length = 0;
      keptFrom = change.size;
      return;
    }
    const textFor = textsOf(change);
    if (change.type === 'folded') {
      kept.push({ size: change.size, textFor });
      if (kept.length > MAX_KEPT) keptFrom = kept.shift()?.size ?? keptFrom;
    }
    for (const stream of streams) {
      const text = textFor(stream.audience);
      if (text !== '') send(stream, text);
    }
  });
  const calm = reads?.onAlarm((alarm) => {
    const text = `event: reads-alarm\ndata: ${JSON.stringify({ type: 'reads-alarm', ...alarm })}\n\n`;
    const tellOf = async (stream: Stream) => {
      if (await stream.hearsAlarms().catch(() => false)) send(stream, text);
    };
    for (const stream of streams) if (stream.handle !== '') void tellOf(stream);
  });
  const beat = (stream: Stream) => {
    askAgain(stream);
    send(stream, ': still here\n\n');
  };
  const heartbeat = setInterval(() => {
    for (const stream of streams) beat(stream);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  app.addHook('preClose', async () => {
    quiet();
    calm?.();
    clearInterval(heartbeat);
    for (const { response } of streams) response.end();
  });
  const missedSince = (last: string, audience: string): string => {
    const seen = /^\d{1,15}$/.test(last) ? Number(last) : -1;
    const now = mission.standing.size;
    if (seen < keptFrom || seen > Math.max(now, mission.log.size()))
      return `id: ${now}\nevent: reset\ndata: ${JSON.stringify({ type: 'reset', size: now })}\n\n`;
    return kept.flatMap(({ size, textFor }) => (size > seen ? [textFor(audience)] : [])).join('');
  };
  const schema = {
    summary: 'What happens, as server-sent events; they resume by Last-Event-ID',
    produces: ['text/event-stream'],
    querystring: AudienceQuery,
  };
  app.get('/api/events', { schema, config: asksTo('read') }, async (request, reply) => {
    const audience = audienceOf(request);
    const { handle } = await actorIn(request);
    const who = handle === '' ? request.ip : `@${handle}`;
    reply.hijack();
    const response = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) response.setHeader(name, value);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    const mayStill = () => mayNow(request, 'read', audience);
    const hearsAlarms = () => mayNow(request, 'read-reads', PUBLIC);
    const stream: Stream = { response, audience, handle, who, hearsAlarms, mayStill };
    response.on('close', () => streams.delete(stream));
    streams.add(stream);
    // Its client comes back where it still listens.
    const tooMany = oneTooMany([...streams], stream);
    if (tooMany !== undefined) letGo(tooMany);
    const last = request.headers['last-event-id'];
    const size = mission.log.publishedSize();
    const first =
      typeof last === 'string'
        ? missedSince(last, audience)
        : `id: ${mission.standing.size}\n${eventOf({ type: 'checkpoint', size }, audience)}`;
    response.write(`retry: 2000\n\n${first}`);
  });
}

/** The stream that makes room for a new one: the oldest of the same asker, else of those who have not signed in, else of all. */
function oneTooMany(streams: readonly Stream[], { who }: Stream): Stream | undefined {
  const same = streams.filter((one) => one.who === who);
  if (same.length > MAX_OF_ONE) return same[0];
  if (streams.length <= MAX_STREAMS) return undefined;
  return streams.find(({ handle }) => handle === '') ?? streams[0];
}

/** What each audience may hear of a change, written once for all who hear the same. */
function textsOf(change: MissionChange): (audience: string) => string {
  const texts = new Map<string, string>();
  return (audience) => {
    const text = texts.get(audience) ?? eventOf(change, audience);
    texts.set(audience, text);
    return text;
  };
}

const UNTOLD: ReadonlySet<MissionChange['type']> = new Set(['warning', 'stopped', 'restored', 'members']);

/** What an audience may hear; warnings are for the operator's console. */
function eventOf(change: MissionChange, audience: string): string {
  if (UNTOLD.has(change.type)) return '';
  const data =
    change.type === 'folded'
      ? { type: change.type, size: change.size, ...changedFor(change.changed, audience) }
      : change;
  // Others are ahead of the fold: whoever comes back with their size would miss what was folded up to it.
  const id = change.type === 'folded' ? `id: ${change.size}\n` : '';
  return `${id}event: ${change.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
