import type { FastifyReply } from 'fastify';

/** Sends an answer that is JSON text already. */
export function sendJson(reply: Pick<FastifyReply, 'type' | 'send'>, text: string): never {
  return reply.type('application/json; charset=utf-8').send(text) as never;
}
