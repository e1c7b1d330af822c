import { relative, resolve, sep } from 'node:path';
import { build, type Metafile, type OutputFile } from 'esbuild';

/** The record bundled alone: what a party needs to check a log, in one file without dependencies. */
export type RecordBundle = {
  readonly code: string;
  /** Bytes of the minified file in UTF-8. */
  readonly size: number;
};

/** The verifier must stay small enough to be read, printed and sent over a poor line. */
export const maxBundleBytes = 60_000;

const recordFolder = resolve(import.meta.dirname, '../packages/core/src/record');

/**
 * What `verify.mjs` exports: the reading half of the record. Writing a log, cosigning and serving are left out, so that
 * the file stays as small as its task; every file of the record is examined all the same.
 */
export const verifierSurface: readonly string[] = [
  // Verify a whole log, or one thing out of it.
  ...['auditLog', 'checkSignature', 'checkAuthor', 'quorumMet', 'verifyInclusion', 'verifyConsistency'],
  ...['receiptHolds', 'judgePromise', 'disclosureDigest'],
  // Read the formats.
  ...['parsePolicy', 'parseVkey', 'formatVkey', 'parseNote', 'parseCheckpoint', 'parseSignedCheckpoint'],
  ...['parseReceipt', 'parseEntryPromise', 'parseLeaf', 'parseDisclosure', 'parseBundle'],
  ...['parseTilePath', 'formatTilePath', 'tileWidth', 'parseCanonicalJson', 'canonicalJson', 'authoredBytes'],
  // Keys in force.
  ...['NO_KEYS', 'openRegister', 'applyKeyEntry', 'keyInForce', 'thumbprint'],
  // Hashes and bytes.
  ...[
    'sha256',
    'createSha256',
    'leafHash',
    'nodeHash',
    'hashLeaves',
    'tileRoot',
    'emptyRoot',
    'nodesFromLeaves',
  ],
  ...['inclusionProof', 'consistencyProof', 'toBase64', 'fromBase64', 'hex', 'utf8', 'textOf', 'webCrypto'],
];

/**
 * Bundles the named exports of `index.ts` in `folder` (default: the record), minified, for any platform. Throws when an
 * input lies outside `folder`, an import is left open, a name is missing, or the result is not below `maxBytes`; each
 * message names the file.
 */
export async function bundleRecord(
  folder = recordFolder,
  surface = verifierSurface,
  maxBytes = maxBundleBytes,
): Promise<RecordBundle> {
  const contents = `export { ${surface.join(', ')} } from './index.ts';`;
  const result = await build({
    absWorkingDir: folder,
    stdin: { contents, resolveDir: folder, sourcefile: 'surface.js', loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
    // An open import must reach the check below, which names it, rather than fail to resolve.
    packages: 'external',
  });
  refuseWhatLeaves(result.metafile, folder);
  const code = onlyFile(result.outputFiles).text;
  const size = new TextEncoder().encode(code).length;
  if (size >= maxBytes) {
    throw new Error(
      `The record's bundle has ${size} bytes; it must stay below ${maxBytes}. ${largest(result.metafile)}`,
    );
  }
  return { code, size };
}

function refuseWhatLeaves(metafile: Metafile, folder: string): void {
  for (const [input, { imports }] of Object.entries(metafile.inputs)) {
    // Inputs are named relative to the folder, so one that leaves it starts by climbing.
    if (input.startsWith('..') || relative(folder, resolve(folder, input)).startsWith(`..${sep}`)) {
      throw new Error(
        `The record's bundle holds ${input}, which lies outside ${folder}; the record stands alone.`,
      );
    }
    for (const { path, external } of imports) {
      if (external)
        throw new Error(`${input} imports ${path}; the record stands alone and imports only its own files.`);
    }
  }
  for (const { imports } of Object.values(metafile.outputs)) {
    const open = imports.find((one) => one.external);
    if (open !== undefined) throw new Error(`The record's bundle still imports ${open.path} when it runs.`);
  }
}

function onlyFile(files: readonly OutputFile[]): OutputFile {
  const [file] = files;
  if (file === undefined || files.length !== 1)
    throw new Error(`Expected one file, esbuild gave ${files.length}.`);
  return file;
}

function largest(metafile: Metafile): string {
  const [output] = Object.values(metafile.outputs);
  const shares = Object.entries(output?.inputs ?? {}).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput);
  return `Largest: ${shares
    .slice(0, 5)
    .map(([input, { bytesInOutput }]) => `${input} ${bytesInOutput}`)
    .join(', ')}.`;
}
