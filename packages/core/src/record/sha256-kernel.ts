import { emitModule, NODE_TABLE, STAGE, STAGE_BYTES, STATE } from './sha256-module.ts';
import { BLOCK_BYTES, type Compress, compressPlain, expand, ROUND_CONSTANTS } from './sha256-plain.ts';

/** The functions of the module (sha256-module.ts says what each does) and its memory. */
export type Kernel = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView;
  readonly pad: (lane: number, bytes: number) => number;
  readonly load: (lane: number, from: number, bytes: number, prefix: number) => number;
  readonly digest: (lane: number, to: number) => void;
  readonly one: (at: number, blocks: number, lane: number) => void;
  readonly lanes: (at0: number, at1: number, at2: number, at3: number, blocks: number) => void;
  readonly nodes: (from: number, to: number, groups: number) => void;
};

/** The little of WebAssembly that a module without imports needs; absent on old hosts and under some policies. */
interface WasmHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

declare const WebAssembly: WasmHost;

let instance: Kernel | null | undefined;

/** The kernel, built at first use; null where WebAssembly or its SIMD is missing or refused by policy. */
export function kernel(): Kernel | null {
  if (instance === undefined) instance = instantiate();
  return instance;
}

function instantiate(): Kernel | null {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(emitModule()));
    const { memory, ...functions } = exports as unknown as { memory: { buffer: ArrayBuffer } } & Kernel;
    const view = new DataView(memory.buffer);
    fillNodeTable(view);
    return { ...functions, bytes: new Uint8Array(memory.buffer), view };
  } catch {
    // Whatever the host's reason, the plain code gives the same hashes.
    return null;
  }
}

/** A node's message has 65 bytes, so its second block is one byte of the right child and padding: 256 cases. */
function fillNodeTable(view: DataView): void {
  const block = new Uint8Array(BLOCK_BYTES);
  block[1] = 0x80;
  new DataView(block.buffer).setUint32(60, 65 * 8);
  for (let last = 0; last < 256; last++) {
    block[0] = last;
    const words = expand(block, 0);
    for (let i = 0; i < 64; i++) {
      view.setInt32(
        NODE_TABLE + 256 * last + 4 * i,
        (words[i] as number) + (ROUND_CONSTANTS[i] as number),
        true,
      );
    }
  }
}

const STAGE_BLOCKS = STAGE_BYTES / BLOCK_BYTES;

/** The compression function for one message of any size: the kernel's, or the plain one where there is none. */
export const compress: Compress = (state, bytes, at, blocks) => {
  const k = kernel();
  if (k === null) return compressPlain(state, bytes, at, blocks);
  for (let i = 0; i < 8; i++) k.view.setInt32(STATE + 16 * i, state[i] as number, true);
  for (let done = 0; done < blocks; done += STAGE_BLOCKS) {
    const count = Math.min(STAGE_BLOCKS, blocks - done);
    const from = at + BLOCK_BYTES * done;
    k.bytes.set(bytes.subarray(from, from + BLOCK_BYTES * count), STAGE);
    k.one(STAGE, count, 0);
  }
  for (let i = 0; i < 8; i++) state[i] = k.view.getInt32(STATE + 16 * i, true);
};
