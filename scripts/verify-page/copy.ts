import type { LogSource } from '../../packages/core/src/record/index.ts';

/** Files by their path below the folder that was chosen or dropped, as `folder/tile/0/000`. */
export type FilesByPath = ReadonlyMap<string, Blob>;

/** A copy of a log among the files: the folder that holds `checkpoint`, and how many files lie below it. */
export interface Copy {
  readonly source: LogSource;
  readonly folder: string;
  readonly files: number;
}

/** Finds the log: the checkpoint nearest the top. Undefined where no file has that name. */
export function findCopy(files: FilesByPath): Copy | undefined {
  const depth = (path: string): number => path.split('/').length;
  const [checkpoint] = [...files.keys()]
    .filter((path) => path === 'checkpoint' || path.endsWith('/checkpoint'))
    .sort((a, b) => depth(a) - depth(b));
  if (checkpoint === undefined) return undefined;
  const folder = checkpoint.slice(0, -'checkpoint'.length);
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    const file = files.get(`${folder}${path}`);
    return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer());
  };
  const below = [...files.keys()].filter((path) => path.startsWith(folder));
  return { source: { read }, folder: folder.replace(/\/$/, ''), files: below.length };
}

/** Files of a folder picker. */
export function pickedFiles(list: FileList): FilesByPath {
  return new Map(Array.from(list, (file) => [file.webkitRelativePath || file.name, file]));
}

/**
 * Files that were dropped, folders included. Must be called while the drop is handled: the items are taken at once, the
 * reading may take longer. Chromium cannot read the older entries of a page opened from a disk, and Firefox has no
 * handles for what is dropped; so handles where there are any, entries otherwise.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<FilesByPath> {
  const files = new Map<string, Blob>();
  const items: readonly DroppedItem[] = Array.from(transfer.items);
  const reads = items.map((item) => {
    const handle = item.getAsFileSystemHandle?.();
    const entry = item.webkitGetAsEntry();
    return handle === undefined
      ? () => collectEntry(entry, files)
      : async () => collectHandle(await handle, '', files);
  });
  for (const read of reads) await read();
  return files;
}

/** The File System API's handles of dropped items, which not every browser has. */
type DroppedItem = Omit<DataTransferItem, 'getAsFileSystemHandle'> & {
  getAsFileSystemHandle?(): Promise<Handle | null>;
};

type Handle =
  | { readonly kind: 'file'; readonly name: string; getFile(): Promise<File> }
  | { readonly kind: 'directory'; readonly name: string; values(): AsyncIterable<Handle> };

async function collectHandle(handle: Handle | null, above: string, files: Map<string, Blob>): Promise<void> {
  if (handle === null) return;
  const path = `${above}${handle.name}`;
  if (handle.kind === 'file') files.set(path, await handle.getFile());
  else for await (const one of handle.values()) await collectHandle(one, `${path}/`, files);
}

async function collectEntry(entry: FileSystemEntry | null, files: Map<string, Blob>): Promise<void> {
  if (entry === null) return;
  if (isFile(entry)) {
    files.set(
      entry.fullPath.replace(/^\//, ''),
      await new Promise<File>((done, failed) => entry.file(done, failed)),
    );
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    // A browser hands out a folder in parts, a hundred at a time; an empty part is the end.
    for (;;) {
      const part = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
      if (part.length === 0) return;
      for (const one of part) await collectEntry(one, files);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
