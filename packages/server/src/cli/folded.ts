import { type MissionState, newMissionState, takeEntries } from '@armistice/core/mission';
import { PUBLIC, parseSignedCheckpoint, type ReadEntry, readEntries } from '@armistice/core/record';
import { openPart } from '../record/seal.ts';
import { CommandError } from './command.ts';
import type { Place } from './place.ts';

const AT_ONCE = 1024;

/** What a record comes to for one audience, worked out here. It changes nothing; a running server is no hindrance. */
export async function folded(place: Place, audience: string): Promise<MissionState> {
  const text = new TextDecoder().decode((await place.source.read('checkpoint')) ?? new Uint8Array());
  const checkpoint = parseSignedCheckpoint(text);
  if (!checkpoint.ok)
    throw new CommandError(checkpoint.refusal.message, 'verify the record, or ask another mirror');
  const state = newMissionState();
  const audiences = audience === PUBLIC ? [] : [audience];
  const { size } = checkpoint.value;
  let waiting: ReadEntry[] = [];
  for await (const entry of readEntries(place.source, { size, from: 0, audiences, open: openPart })) {
    waiting.push(entry);
    if (waiting.length < AT_ONCE) continue;
    takeEntries(state, waiting);
    waiting = [];
  }
  takeEntries(state, waiting);
  return state;
}
