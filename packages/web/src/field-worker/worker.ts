// The service worker of the field form: it keeps the page itself, and nothing else. No answer of the API, nothing about
// the mission and nothing about anybody is ever in its cache; what a monitor writes lies sealed in the database.

interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', heard: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', heard: (event: Fetching) => void): void;
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const SHELL = '/field';
const PREFIX = 'armistice-field-';
// Both are written by the build (build.ts): another page is another worker, and so an update.
const CACHE = `${PREFIX}${'FIELD_VERSION'}`;
const files = new Set(['FIELD_FILES']);

scope.addEventListener('install', (event) => event.waitUntil(keepAll()));
scope.addEventListener('activate', (event) => event.waitUntil(takePlace()));
scope.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  if (request.mode === 'navigate') {
    if (pathname === SHELL) event.respondWith(kept(SHELL, request));
  } else if (files.has(pathname)) event.respondWith(kept(pathname, request));
});

/** All or nothing: a version is on the device when its last file is. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // The page is the same for everybody; without credentials it cannot be anything else.
  const fresh = (path: string) => new Request(path, { cache: 'no-cache', credentials: 'omit' });
  await cache.addAll([SHELL, ...files].map(fresh));
}

async function takePlace(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The file of this version, also where the server has a newer one: page and parts must be of one make. */
async function kept(path: string, request: Request): Promise<Response> {
  // Not by opening the cache: where the form was destroyed meanwhile that would make it anew.
  return (await caches.match(path, { cacheName: CACHE })) ?? fetch(request);
}
