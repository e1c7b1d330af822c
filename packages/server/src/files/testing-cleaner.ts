// Test-only: the cleaner for many pictures, one after the other. Each comes with its length before it; for each goes back
// one byte: how it ended.
import process from 'node:process';
import { cleanPicture } from './clean-picture.ts';

/** What a picture came to: pixels made anew, or words of a decoder. */
const [CLEAN, REFUSED] = [1, 0];

let unread = Buffer.alloc(0);
for await (const piece of process.stdin) {
  unread = Buffer.concat([unread, piece as Buffer]);
  while (unread.length >= 4 && unread.length >= 4 + unread.readUInt32BE()) {
    const bytes = unread.subarray(4, 4 + unread.readUInt32BE());
    unread = unread.subarray(4 + bytes.length);
    process.stdout.write(Buffer.of(outcomeOf(Buffer.from(bytes))));
  }
}

function outcomeOf(bytes: Buffer): number {
  try {
    return cleanPicture(bytes).length > 0 ? CLEAN : REFUSED;
  } catch {
    return REFUSED;
  }
}
