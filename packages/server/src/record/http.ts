import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Disk } from './disk.ts';
import { audiencesOf, servedFile } from './serving.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const SECURITY = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  // A log is for everyone to check, from any page.
  'access-control-allow-origin': '*',
} as const;

/** Serves a log's folder as static files, read only. */
export function recordServer(folder: string, disk: Disk): Server {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: 8192 },
    (request, response) => {
      serveFile(folder, disk, request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else answer(response, 500, 'the file cannot be read');
      });
    },
  );
  server.maxConnections = 256;
  return server;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

async function serveFile(
  folder: string,
  disk: Disk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(response, 405, 'only GET and HEAD');
  // The raw path: nothing is decoded, so nothing can be smuggled in encoded form.
  const path = (request.url ?? '/').slice(1).split('?')[0] ?? '';
  const served = servedFile(path, await audiencesOf(disk, request.headers.authorization));
  const size = served === undefined ? undefined : await fileSize(join(folder, served.path));
  if (served === undefined || size === undefined) return answer(response, 404, 'not found');
  response.writeHead(200, {
    ...SECURITY,
    'content-type': served.type,
    'content-length': size,
    'cache-control': served.path.startsWith('private/')
      ? 'private, no-store'
      : served.cache === 'immutable'
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
  });
  if (request.method === 'HEAD') return void response.end();
  await pipeline(createReadStream(join(folder, served.path)), response);
}

async function fileSize(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
