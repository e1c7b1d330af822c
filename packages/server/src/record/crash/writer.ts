// Test-only: a log under load, to be killed at any moment. Started as a process of its own with a folder, a state folder
// and a seed; says on standard output what it acknowledged. A pipe is written at once, so what is said was acknowledged.
import { toBase64 } from '@armistice/core/record';
import { erase } from '../erasing.ts';
import { openLog } from '../folder.ts';
import type { Acknowledged } from '../sequencer.ts';
import { mixedReport, openReport, sealedReport } from '../testing-life.ts';
import { seeded } from '../testing-random.ts';

const PRODUCERS = 4;
const PUBLISH_MS = 15;
const ERASE_EVERY_MS = 10;
const MOST_PAUSE_MS = 30;

const [folder = '', state = '', seed = '0', pace = 'busy'] = process.argv.slice(2);
const random = seeded(Number(seed));
// A process that leaves the disk some time also comes to the end of erasures.
const pauseMs = pace === 'busy' ? 0 : MOST_PAUSE_MS;
const say = (line: string) => process.stdout.write(`${line}\n`);

const open = await openLog({ folder, state, publishMs: PUBLISH_MS });
say('open');
const { log, operator } = open;
const restricted: number[] = [];

function content() {
  const text = 'x'.repeat(Math.floor(random() * 3_000));
  const kinds = [openReport, mixedReport, sealedReport];
  return (kinds[Math.floor(random() * kinds.length)] ?? openReport)(text);
}

function tell(acknowledged: readonly Acknowledged[]): void {
  for (const entry of acknowledged) {
    const promise = Buffer.from(entry.promise()).toString('base64');
    say(`kept ${entry.index} ${toBase64(entry.leafHash)} ${promise} .`);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function produce(): Promise<never> {
  for (;;) {
    const contents = Array.from({ length: 1 + Math.floor(random() * 12) }, content);
    const acknowledged = await log.append(contents.map((one) => log.draft(one, operator)));
    tell(acknowledged);
    for (const [i, one] of contents.entries())
      if (one.audience === 'mission') restricted.push(acknowledged[i]?.index ?? -1);
    if (pauseMs > 0) await pause(random() * pauseMs);
  }
}

async function eraseNowAndThen(): Promise<never> {
  for (;;) {
    await pause(random() * ERASE_EVERY_MS);
    const index = restricted.pop();
    if (index === undefined) continue;
    const scope = random() < 0.5 ? 'detail' : 'everything';
    await erase(open, { indexes: [index], scope, requestedBy: 'data-protection', reason: 'a source asked' });
    say(`erased ${index}`);
  }
}

await Promise.all([...Array.from({ length: PRODUCERS }, produce), eraseNowAndThen()]);
