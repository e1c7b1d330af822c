import { parentPort, workerData } from 'node:worker_threads';
import { folderDisk } from '../record/disk.ts';
import { Deriving } from './deriving.ts';
import { openOwnStore } from './own-store.ts';
import { type Call, failureOf, type Heard, type Saying, type ThreadData } from './protocol.ts';
import { answer } from './questions.ts';
import type { Told } from './told.ts';

// The thread in which the fold follows the record. A statement, a snapshot, a batch of the fold or a collection of garbage
// may take its time here: whoever files waits for none of them.

const { folder, store: place, ...data } = workerData as ThreadData;
const say = (heard: Heard, transfer: readonly ArrayBuffer[] = []) =>
  parentPort?.postMessage(heard, [...transfer]);

function tell(told: Told): void {
  // Handed over, not copied.
  say({ type: 'told', told }, told.type === 'known' ? [told.rows.buffer] : []);
}

const disk = folderDisk(folder);
const store = await openOwnStore(place, (message) => tell({ type: 'fault', message }));
const deriving = new Deriving({ ...data, disk, store, tell });

function perform(call: Call): unknown {
  switch (call.call) {
    case 'folded':
      return deriving.folded(call.size);
    case 'stored':
      return deriving.stored();
    case 'ask':
      return answer(deriving, call.name, call.audience, call.asked as never);
    case 'keep':
      return deriving.keep(call.known);
    case 'close':
      return deriving.close(call.known).finally(() => disk.close());
  }
}

parentPort?.on('message', async (message: Saying | Call) => {
  if ('say' in message) {
    if (message.say === 'filed') deriving.filed(message.text);
    else if (message.say === 'begin') deriving.begin(message.size);
    else deriving.published(message.size);
    return;
  }
  try {
    say({ type: 'answer', id: message.id, value: await perform(message) });
  } catch (error) {
    say({ type: 'failure', id: message.id, failure: failureOf(error) });
  }
  if (message.call === 'close') parentPort?.close();
});
say({ type: 'opened' });
