/** What a problem answer of the server says (RFC 9457), where it says it. */
export interface ProblemDetails {
  readonly code?: string;
  readonly detail?: string;
  readonly remedy?: string;
}

/** The server answered with something else than was asked for, or not at all (status 0). */
export class ApiError extends Error {
  readonly path: string;
  readonly status: number;
  readonly details: ProblemDetails;
  /** Whether something was to be done, and not read. */
  readonly isOfDeed: boolean;

  constructor(path: string, status: number, message: string, details: ProblemDetails = {}, isOfDeed = false) {
    super(message);
    this.name = 'ApiError';
    this.path = path;
    this.status = status;
    this.details = details;
    this.isOfDeed = isOfDeed;
  }
}

async function ask(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    throw new ApiError(path, 0, `no answer from the server for ${path}`);
  }
}

async function mustBeOk(path: string, response: Response, isOfDeed = false): Promise<Response> {
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => undefined);
  throw new ApiError(
    path,
    response.status,
    `${path} answered ${response.status}`,
    detailsOf(answer),
    isOfDeed,
  );
}

/** Whether something may not be read by whoever asks; a deed is refused for reasons of its own, which the server says. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403 && !error.isOfDeed;
}

function detailsOf(answer: unknown): ProblemDetails {
  if (typeof answer !== 'object' || answer === null) return {};
  const found = answer as { readonly [name: string]: unknown };
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const [code, remedy] = [text(found.code), text(found.remedy)];
  // Sign-in answers name their sentence "message".
  const detail = text(found.detail) ?? text(found.message);
  return {
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** JSON of one of the server's routes; what it holds is for the caller to parse. */
export async function readJson(path: string, signal?: AbortSignal): Promise<unknown> {
  const request = { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) };
  const response = await mustBeOk(path, await ask(path, request));
  return response.json();
}

/** Sends JSON to one of the server's routes. Answers the JSON that came back, undefined where there was none. */
export async function sendJson(path: string, body: unknown = {}): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await mustBeOk(path, await ask(path, request), true);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** A file of the record's public folder; undefined where it has none of that name. */
export async function readRecordFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = await ask(`/record/${path}`, { headers: { accept: '*/*' } });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new ApiError(path, response.status, `/record/${path} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The bytes that one of the server's routes answers. */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const request = signal === undefined ? {} : { signal };
  const response = await mustBeOk(path, await ask(path, request));
  return new Uint8Array(await response.arrayBuffer());
}

/** Whether the server has a file at this path. */
export async function isThere(path: string): Promise<boolean> {
  const response = await fetch(path, { method: 'HEAD' }).catch(() => undefined);
  return response?.ok === true;
}
