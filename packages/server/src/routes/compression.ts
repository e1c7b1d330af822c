import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { App } from '../app.ts';

/**
 * Texts, and the tiles of the map. Not events, nor lines that acknowledge reports while more are sent: those must leave at once.
 * Photographs and typefaces are packed already.
 */
const PACKED =
  /^(text\/(?!event-stream)|image\/svg\+xml|application\/([\w.-]+\+)?(json|xml|javascript)|application\/vnd\.mapbox-vector-tile)/;

/** Below this a packed answer travels no sooner: it fits into one packet. */
const LEAST_BYTES = 1024;

/** Of eleven, as packing must not cost the server more time than it saves the reader. */
const BROTLI_QUALITY = 4;

/** Answers are packed for readers who can unpack them. Call before any route is added. */
export async function addCompression(app: App): Promise<void> {
  await app.register(compress, {
    globalCompression: true,
    // What is sent to us is never unpacked: a small body must not become a large one here.
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: LEAST_BYTES,
    customTypes: PACKED,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
}
