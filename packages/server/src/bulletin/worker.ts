import { parentPort, workerData } from 'node:worker_threads';
import { openPlace } from '../cli/place.ts';
import { Maker } from './maker.ts';
import type { MakingCall, MakingHeard, MakingSaid } from './making.ts';
import { BulletinRefused } from './problems.ts';

// The thread in which bulletins are made: folding a record from its beginning holds nobody up here.

/** A state is as large as the mission, and may rest on what was erased since: it is let go of so long after it was made. */
const KEEP_MS = 120_000;

const { source } = await openPlace((workerData as { readonly folder: string }).folder);
const maker = new Maker(source);
let forgetting: NodeJS.Timeout | undefined;

function perform(call: MakingCall): Promise<unknown> {
  switch (call.call) {
    case 'draft':
      return maker.draft(call.draft, call.audience, call.upTo);
    case 'model':
      return maker.model(call.body, call.audience);
    case 'file':
      return maker.file(call.body, call.audience, call.name, call.errata);
    case 'differs':
      return maker.differs(call.body, call.audience);
    case 'recount':
      return maker.recount(call.body, call.audience, call.rule);
    case 'now':
      return maker.now(call.body, call.audience);
    case 'atFirst':
      return maker.atFirst(call.body, call.audience);
  }
}

function forget(): void {
  clearTimeout(forgetting);
  forgetting = undefined;
  maker.forget();
}

// Who asks sends the next call when the last one is answered.
parentPort?.on('message', (said: MakingSaid) => {
  if (said === 'forget') return forget();
  const { id, call } = said;
  const say = (heard: MakingHeard) => parentPort?.postMessage(heard);
  return perform(call)
    .then(
      (value) => say({ id, value }),
      (error: unknown) => {
        const code = error instanceof BulletinRefused ? error.code : undefined;
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        say({ id, error: { code, message: code === undefined ? message : (error as Error).message } });
      },
    )
    .finally(() => {
      // Not anew with each call: whoever asks every minute would have it kept for days.
      forgetting ??= setTimeout(forget, KEEP_MS).unref();
    });
});
