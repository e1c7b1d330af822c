import type { MissionLessons } from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import type { Content } from './record/draft.ts';
import type { OpenLog } from './record/folder.ts';

/** Entries that go to the record together. */
const BATCH = 256;

/** Puts on record what a mission learnt, the sensor models last. Answers how many entries that took. */
export async function enterLessons({ log, keys }: OpenLog, lessons: MissionLessons): Promise<number> {
  const { clocks, parameters } = lessons;
  const contents = [
    ...clocks.map((clock) => contentOf('source-clock', clock as unknown as Json)),
    ...(parameters === undefined ? [] : [contentOf('fusion-parameters', parameters as unknown as Json)]),
  ];
  for (let at = 0; at < contents.length; at += BATCH)
    await log.append(contents.slice(at, at + BATCH).map((content) => log.draft(content, keys.registrar)));
  return contents.length;
}

function contentOf(kind: string, open: Json): Content {
  return { kind, audience: PUBLIC, body: { open } };
}
