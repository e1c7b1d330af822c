import {
  auditLog,
  checkSignature,
  type Policy,
  parseSignedCheckpoint,
  type Remembered,
  type Verifier,
  webCrypto,
} from '../../packages/core/src/record/index.ts';
import { type Copy, droppedFiles, type FilesByPath, findCopy, pickedFiles } from './copy.ts';
import { reportOf } from './report.ts';
import { readTrust } from './trust.ts';
import { showReport, showSentence } from './view.ts';

// Wires the page. The only state is the copy that was chosen last.

let copy: Copy | undefined;

const drop = byId('drop', HTMLElement);
const folder = byId('folder', HTMLInputElement);
const check = byId('check', HTMLButtonElement);

folder.addEventListener('change', () => take(pickedFiles(folder.files ?? new DataTransfer().files)));
for (const type of ['dragenter', 'dragover']) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
// A folder dropped beside the field must not make the browser leave the page.
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer === null) return;
  droppedFiles(event.dataTransfer).then(take, (error: unknown) => {
    say(`The folder could not be read: ${messageOf(error)}. Use the button instead.`);
  });
});
check.addEventListener('click', () => void run());

function take(files: FilesByPath): void {
  copy = findCopy(files);
  if (copy !== undefined) say(`Chosen: ${copy.folder || 'a folder'}, ${copy.files} files.`);
  else if (files.size > 0)
    say('There is no file named checkpoint in it: choose the folder that holds the record.');
}

function say(what: string): void {
  byId('chosen', HTMLElement).textContent = what;
}

async function run(): Promise<void> {
  const trust = readTrust(byId('trust', HTMLTextAreaElement).value);
  byId('trust-wrong', HTMLElement).textContent = trust.ok ? '' : sentence(trust.refusal.message);
  if (copy === undefined) {
    say('Choose the record’s folder first.');
    folder.focus();
  } else if (!trust.ok) {
    byId('trust', HTMLTextAreaElement).focus();
  } else {
    check.disabled = true;
    await audit(copy, trust.value).finally(() => {
      check.disabled = false;
    });
  }
}

async function audit(of: Copy, policy: Policy): Promise<void> {
  const result = byId('result', HTMLElement);
  const report = byId('report', HTMLElement);
  const progress = byId('progress', HTMLElement);
  result.hidden = false;
  progress.hidden = false;
  byId('keep', HTMLElement).hidden = true;
  report.replaceChildren();
  result.focus();
  try {
    const verifier = webCrypto(crypto.subtle);
    const remembered = await earlier(policy, verifier);
    const options = { policy, verifier, onProgress: showProgress, ...remembered };
    const found = await auditLog(of.source, options);
    showReport(report, reportOf(found, policy, Math.floor(Date.now() / 1000)));
    if (found.intact && found.checkpoint !== undefined) await offerToKeep(of);
  } catch (error) {
    // Not a finding about the record: this machine could not do the work, and the page must not look as if it had.
    showSentence(
      report,
      `The check did not finish, so it says nothing about the record: ${messageOf(error)}.`,
    );
  } finally {
    progress.hidden = true;
  }
}

/** The checkpoint that was kept, if one was given. It must be signed by the log: a made-up one would accuse the log falsely. */
async function earlier(policy: Policy, verifier: Verifier): Promise<{ readonly remembered?: Remembered }> {
  const file = byId('earlier', HTMLInputElement).files?.[0];
  if (file === undefined) return {};
  const parsed = parseSignedCheckpoint(await file.text());
  if (!parsed.ok) throw new Error(`the earlier checkpoint could not be read: ${parsed.refusal.message}`);
  const checkpoint = parsed.value;
  const log = policy.logs.find(({ key }) => key.name === checkpoint.origin);
  const signed = log === undefined ? undefined : await checkSignature(checkpoint.note, log.key, verifier);
  if (signed?.state !== 'valid')
    throw new Error('the earlier checkpoint is not signed by the log that you named');
  return { remembered: { checkpoint } };
}

async function offerToKeep({ source }: Copy): Promise<void> {
  const bytes = new Uint8Array((await source.read('checkpoint')) ?? []);
  byId('keep-button', HTMLButtonElement).onclick = () => {
    const link = document.createElement('a');
    link.download = 'checkpoint';
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    link.click();
    URL.revokeObjectURL(link.href);
  };
  byId('keep', HTMLElement).hidden = false;
}

function showProgress(done: number, total: number): void {
  byId('bar', HTMLProgressElement).value = total === 0 ? 1 : done / total;
  byId('done', HTMLElement).textContent =
    `${done.toLocaleString('en')} of ${total.toLocaleString('en')} entries`;
}

function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
