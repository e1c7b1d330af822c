import type { Outgoing, PhotoPart, Problem, Receipt } from './kept.ts';
import type { Answer, Transport } from './queue.ts';

/** A line on which nothing comes back for so long is as good as none; a photograph takes its time. */
const REACH_MS = 15_000;
const SEND_MS = 180_000;

/** The server of the mission, as a device with its token or as whoever is signed in. */
export function transportTo(token: string | undefined, ask: typeof fetch = fetch): Transport {
  const as = token === undefined ? {} : { authorization: `Bearer ${token}` };
  // A device is a device, whoever else is signed in in this browser.
  const credentials = token === undefined ? 'same-origin' : 'omit';
  const isKnown = async (): Promise<boolean> => {
    const answer = await ask('/api/me', { headers: { accept: 'application/json', ...as }, credentials });
    const { signedIn, needs } = fieldsOf(await answer.json());
    return signedIn === true && needs === null;
  };
  const post = async (path: string, type: string, body: BodyInit): Promise<Answer> => {
    const headers = { accept: 'application/json', 'content-type': type, ...as };
    const answer = await answerOf(() =>
      ask(path, { method: 'POST', headers, body, credentials, signal: AbortSignal.timeout(SEND_MS) }),
    );
    // Refused to a stranger: the report is all right, and goes once somebody has signed in.
    const strange = answer.is === 'refused' && answer.status === 403;
    if (strange && !(await isKnown().catch(() => true))) return { is: 'held', why: 'sign-in' };
    return answer;
  };
  let ahead: number | undefined;
  return {
    reaches: async () => {
      if (!navigator.onLine) return false;
      const signal = AbortSignal.timeout(REACH_MS);
      try {
        const { headers } = await ask('/api/health', { cache: 'no-store', credentials: 'omit', signal });
        const there = Date.parse(headers.get('date') ?? '');
        ahead = Number.isNaN(there) ? undefined : there - Date.now();
        return true;
      } catch {
        return false;
      }
    },
    ahead: () => ahead,
    photo: (photo: PhotoPart, bytes) => post('/api/files', photo.type, bytes),
    send: async ({ what }: Outgoing) => {
      if ('done' in what) throw new Error('nothing is left to send of what was acknowledged');
      return 'report' in what
        ? post('/api/reports', 'application/json', JSON.stringify(what.report))
        : post('/api/entries', 'application/json', JSON.stringify({ audience: 'mission', ...what.entry }));
    },
  };
}

// A server that starts, is full, or stands behind a gateway without an answer: another try is right.
const AGAIN: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

async function answerOf(ask: () => Promise<Response>): Promise<Answer> {
  let response: Response;
  let body: unknown;
  try {
    response = await ask();
    body = await response.json();
  } catch {
    return { is: 'held', why: 'no-answer' };
  }
  if (AGAIN.has(response.status)) {
    const seconds = Number(response.headers.get('retry-after'));
    return seconds > 0 ? { is: 'later', after: seconds * 1000 } : { is: 'later' };
  }
  if (response.status === 401) return { is: 'held', why: 'sign-in' };
  if (!response.ok) return { is: 'refused', status: response.status, problem: problemIn(body) };
  return { is: 'acknowledged', receipt: receiptIn(body) };
}

interface Fields {
  readonly [name: string]: unknown;
}

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}

function texts<K extends string>(body: unknown, names: readonly K[]): { readonly [name in K]?: string } {
  const fields = fieldsOf(body);
  const found = names.filter((name) => typeof fields[name] === 'string');
  return Object.fromEntries(found.map((name) => [name, fields[name]])) as { readonly [name in K]?: string };
}

function problemIn(body: unknown): Problem {
  return texts(body, ['code', 'detail', 'remedy']);
}

/** A photograph's answer has no index: what counts there is that it was taken. */
function receiptIn(body: unknown): Receipt {
  const { index, already } = fieldsOf(body);
  return {
    index: typeof index === 'number' ? index : -1,
    already: already === true,
    ...texts(body, ['leaf', 'key', 'promise']),
  };
}
