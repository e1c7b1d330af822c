import { PUBLIC } from '@armistice/core/record';
import fastifyStatic from '@fastify/static';
import type { App } from '../app.ts';
import { asksTo } from './may.ts';

// The log as any web server would carry it. What may be read is listed; what is not listed is not there.
const PUBLIC_PATHS =
  /^\/(checkpoint|policy|witnesses\.json|tile\/|bodies\/public\/|cosigned\/|derived\/|attachments\/)/;

/** A tile, full or partial, has one content for ever. Everything else is asked for again. */
function cachingOf(path: string): string {
  return /\/tile\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function typeOf(path: string): string {
  if (/\/(checkpoint|policy)$|\/cosigned\//.test(path)) return 'text/plain; charset=utf-8';
  if (path.endsWith('.json')) return 'application/json; charset=utf-8';
  if (path.endsWith('.ndjson')) return 'application/x-ndjson; charset=utf-8';
  return 'application/octet-stream';
}

/** `GET /record/*`: the public folder of the log. */
export async function addRecord(app: App, publicFolder: string): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...asksTo('read', PUBLIC) };
    });
    await scope.register(fastifyStatic, {
      root: publicFolder,
      prefix: '/record/',
      index: false,
      list: false,
      dotfiles: 'deny',
      cacheControl: false,
      decorateReply: false,
      schemaHide: true,
      // Witnesses, mirrors and verifiers of other origins read the public record by design.
      allowedPath: (path) => PUBLIC_PATHS.test(path) && !path.includes('/.'),
      setHeaders: (response, path) => {
        response.header('cache-control', cachingOf(path));
        response.header('content-type', typeOf(path));
        response.header('access-control-allow-origin', '*');
        response.header('cross-origin-resource-policy', 'cross-origin');
      },
    });
  });
}
