import type {
  NoteSignature,
  PolicyWitness,
  SignedCheckpoint,
  Verifier,
  VerifierKey,
} from '@armistice/core/record';
import { askToCosign, type Cosigning, keepCosignature, readCheckpoint } from './cosigning.ts';
import type { Disk } from './disk.ts';
import type { LogChange } from './log-change.ts';

export interface CosignersOptions {
  readonly disk: Disk;
  readonly witnesses: readonly PolicyWitness[];
  readonly verifier: Verifier;
  readonly logKey: VerifierKey;
  /** Runs work between publications: both rewrite the checkpoint file. */
  inLine(work: () => Promise<void>): Promise<void>;
  publishedSize(): number;
  tell(change: LogChange): void;
  /** Ends the log's signing: a witness holds more than this folder, signed by this log. */
  stop(reason: string): void;
}

/** The witnesses of a log: each is asked about every new checkpoint, one question at a time, and none is waited for. */
export class Cosigners {
  readonly #options: CosignersOptions;
  readonly #cosignedSize = new Map<string, number>();
  readonly #asking = new Map<string, Promise<void>>();
  #settling = false;

  constructor(options: CosignersOptions) {
    this.#options = options;
  }

  /** Asks every witness with an address about the present checkpoint, unless it is being asked: then again afterwards. */
  askAll(): void {
    for (const witness of this.#options.witnesses) this.#ask(witness);
  }

  #ask(witness: PolicyWitness): void {
    const { name, url } = witness;
    if (url === undefined || this.#asking.has(name) || this.#settling) return;
    const asked = this.cosign(witness)
      .then((cosigning) => (cosigning === undefined ? undefined : this.#heard(cosigning)))
      .catch((error: unknown) =>
        this.#options.tell({ type: 'warning', message: `${name} could not be asked: ${String(error)}` }),
      )
      .finally(() => this.#asking.delete(name))
      .then(() => {
        const known = this.#cosignedSize.get(name);
        if (known !== undefined && known < this.#options.publishedSize()) this.#ask(witness);
      });
    this.#asking.set(name, asked);
  }

  /** Asks one witness about the present checkpoint and keeps what it gives. Undefined where nothing is published. */
  async cosign(witness: PolicyWitness): Promise<Cosigning | undefined> {
    const { disk, logKey, verifier } = this.#options;
    const checkpoint = await readCheckpoint(disk);
    if (checkpoint === undefined) return undefined;
    const known = Math.min(this.#cosignedSize.get(witness.name) ?? 0, checkpoint.size);
    const read = (path: string) => disk.read(`public/${path}`);
    const { cosigning, signature } = await askToCosign(witness, checkpoint, known, read, logKey, verifier);
    if (signature !== undefined) await this.keep(witness, checkpoint, signature);
    return cosigning;
  }

  #heard(cosigning: Cosigning): void {
    const { publishedSize, tell, stop } = this.#options;
    switch (cosigning.answer) {
      case 'cosigned':
        tell({ type: 'cosigned', ...cosigning });
        return;
      case 'ahead':
        stop(
          `${cosigning.witness} has cosigned ${cosigning.size} entries, this log holds ${publishedSize()}: it was rolled back. Nothing more is signed; recover it from a mirror: armistice recover`,
        );
        return;
      default:
        this.#cosignedSize.delete(cosigning.witness);
        tell({ type: 'warning', message: `not co-signed by ${cosigning.witness}: ${cosigning.reason}` });
    }
  }

  /** Keeps a co-signature whose validity was checked. */
  async keep(witness: PolicyWitness, checkpoint: SignedCheckpoint, signature: NoteSignature): Promise<void> {
    await this.#options.inLine(() => keepCosignature(this.#options.disk, witness, checkpoint, signature));
    const before = this.#cosignedSize.get(witness.name) ?? 0;
    this.#cosignedSize.set(witness.name, Math.max(checkpoint.size, before));
  }

  /** Asks nobody anew, and gives those under way a little time: a short run should not look as if no one had co-signed. */
  async settle(milliseconds: number): Promise<void> {
    this.#settling = true;
    if (this.#asking.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([Promise.all(this.#asking.values()), patience]);
    clearTimeout(timer);
  }
}
