import { ANYBODY, may } from '@armistice/core/rights';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Address } from '../app-address.ts';
import { isPublicHost } from './guard.ts';
import { audienceOf } from './may.ts';

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

/** What a browser must not offer to any page of ours; passkeys are the one thing of these that pages use. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'geolocation',
  ],
  ...['gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock'],
  ...['usb', 'web-share', 'xr-spatial-tracking'],
];

/** Headers of every answer. */
const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': PERMISSIONS.map((name) => `${name}=()`).join(', '),
};

/** A year: a browser that came by TLS once comes by nothing else. */
const ONLY_BY_TLS = 'max-age=31536000';

/** What the field form helps itself with, where its owner agrees: where one stands, and which way the device points. */
const FOR_THE_FIELD: ReadonlySet<string> = new Set([
  'accelerometer',
  'geolocation',
  'gyroscope',
  'magnetometer',
]);
const FIELD_PERMISSIONS = PERMISSIONS.map(
  (name) => `${name}=${FOR_THE_FIELD.has(name) ? '(self)' : '()'}`,
).join(', ');

/** Puts the headers that keep a browser from being misused on one answer. */
export function putHeaders(request: FastifyRequest, reply: FastifyReply, address?: Address): void {
  reply.headers(HEADERS);
  if (request.url === '/field') reply.header('permissions-policy', FIELD_PERMISSIONS);
  // Where a proxy ends TLS. By plain HTTP browsers ignore it, and it must not be sent.
  const byTls = address?.url?.protocol === 'https:' && isPublicHost(request, address);
  if (byTls || request.headers['x-forwarded-proto'] === 'https')
    reply.header('strict-transport-security', ONLY_BY_TLS);
}

/** Puts them on every answer, and keeps restricted ones out of every cache. Call before anything that may refuse. */
export function addHeaders(app: FastifyInstance, address?: Address): void {
  app.addHook('onRequest', async (request, reply) => putHeaders(request, reply, address));
  app.addHook('onSend', async (request, reply, payload) => {
    if (isRestricted(request)) reply.header('cache-control', 'no-store');
    return payload;
  });
}

/** Whether an answer is for some alone, or may be another for whoever sends no credentials. */
function isRestricted(request: FastifyRequest): boolean {
  const { asks } = request.routeOptions.config;
  if (asks === undefined) return false;
  const { cookie, authorization } = request.headers;
  if (request.url.startsWith('/api/') && (cookie ?? authorization) !== undefined) return true;
  const audience = asks.audience === 'asked' ? audienceOf(request) : asks.audience;
  return !may(ANYBODY, asks.act, { audience }, Date.now()).allowed;
}
