/** The server answered with something else than was asked for, or not at all. */
export class ApiError extends Error {
  readonly path: string;
  readonly status: number;

  constructor(path: string, status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.path = path;
    this.status = status;
  }
}

async function ask(path: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const request = { headers: { accept }, ...(signal === undefined ? {} : { signal }) };
  try {
    return await fetch(path, request);
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError(path, 0, `no answer from the server for ${path}`);
  }
}

/** JSON of one of the server's routes; what it holds is for the caller to parse. */
export async function readJson(path: string, signal?: AbortSignal): Promise<unknown> {
  const response = await ask(path, 'application/json', signal);
  if (!response.ok) throw new ApiError(path, response.status, `${path} answered ${response.status}`);
  return response.json();
}

/** A file of the record's public folder; undefined where it has none of that name. */
export async function readRecordFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = await ask(`/record/${path}`, '*/*');
  if (response.status === 404) return undefined;
  if (!response.ok) throw new ApiError(path, response.status, `/record/${path} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Whether the server has a file at this path. */
export async function isThere(path: string): Promise<boolean> {
  const response = await fetch(path, { method: 'HEAD' }).catch(() => undefined);
  return response?.ok === true;
}

/** Calls back at every event of the record. Answers how to stop. The browser reconnects by itself. */
export function onRecordEvents(heard: () => void): () => void {
  const events = new EventSource('/api/events');
  // Named events as well as unnamed ones: any of them means that what is shown may be out of date.
  for (const name of ['message', 'checkpoint', 'cosigned', 'folded']) events.addEventListener(name, heard);
  return () => events.close();
}
