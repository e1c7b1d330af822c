// A program of its own: pixels in on standard input, the same pixels out again, with nothing of what stood around them.
// It reads what strangers made, so it runs without files, network and children, and its parent ends it when it takes long.
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import { cleanPicture } from './clean-picture.ts';

process.stdout.write(cleanPicture(await buffer(process.stdin)));
