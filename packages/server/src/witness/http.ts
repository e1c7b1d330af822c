import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Outcome, statusOf, type Witness } from './service.ts';

// The two calls of C2SP tlog-witness on node:http. A party can read this file in five minutes.

// A checkpoint with sixteen of the largest signatures in use, and a proof of 63 lines.
const MAX_BODY_BYTES = 64 * 1024 + 64 * 45;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const STOP_PATIENCE_MS = 5_000;

const TEXT = 'text/plain; charset=utf-8';

/** A witness that answers HTTP. */
export interface WitnessServer {
  readonly url: string;
  /** Answers what has been asked, then stops. */
  stop(): Promise<void>;
}

/** Serves a witness. Port 0 takes a free one. Rejects where the address cannot be had. */
export async function serveWitness(witness: Witness, host: string, port: number): Promise<WitnessServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(witness, request, response).catch(() => response.destroy());
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: taken, family } = server.address() as AddressInfo;
  const shown = family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${shown}:${taken}`, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return notAllowed(response, 'POST');
    return addCheckpoint(witness, request, response);
  }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path ?? '')?.[1];
  const latest = hash === undefined ? undefined : witness.latestOf(hash);
  if (latest === undefined) return send(response, 404, 'no checkpoint cosigned here\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed(response, 'GET, HEAD');
  response.setHeader('cache-control', 'no-cache');
  // For monitors that run in a browser: what is served here is public by design.
  response.setHeader('access-control-allow-origin', '*');
  send(response, 200, latest);
}

async function addCheckpoint(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return send(response, 413, `the body is longer than ${MAX_BODY_BYTES} bytes\n`);
  }
  const text = decode(body);
  const outcome: Outcome =
    text === undefined
      ? { answer: 'malformed', reason: 'the body is not UTF-8' }
      : await witness.addCheckpoint(text);
  switch (outcome.answer) {
    case 'cosign':
      return send(response, 200, outcome.lines);
    case 'conflict':
      return send(response, statusOf(outcome), `${outcome.size}\n`, 'text/x.tlog.size');
    default:
      return send(response, statusOf(outcome), `${outcome.reason}\n`);
  }
}

/** The whole body, or undefined where it is too long. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Uint8Array).length;
    // Reading on for a little lets the client see the answer instead of a broken connection.
    if (length > MAX_BODY_BYTES * 8) return undefined;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk as Uint8Array);
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  send(response, 405, `this address takes ${allow}\n`);
}

function send(response: ServerResponse, status: number, text: string, type: string = TEXT): void {
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.setHeader('content-length', Buffer.byteLength(text));
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(text);
}
