/** A WebDriver BiDi session: commands out, results back, over one socket (W3C WebDriver BiDi §3). */
export interface Bidi {
  send(method: string, params: object): Promise<BidiResult>;
  close(): void;
}

export type BidiResult = { readonly [name: string]: unknown };

type Answer = {
  readonly id?: number;
  readonly type?: string;
  readonly result?: BidiResult;
  readonly error?: string;
  readonly message?: string;
};

/** Connects and opens a session. A command that the browser refuses rejects with the browser's own words. */
export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(`${address}/session`);
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  await new Promise<void>((done, failed) => {
    socket.addEventListener('open', () => done());
    socket.addEventListener('error', () => failed(new Error(`No WebDriver BiDi at ${address}.`)));
  });
  socket.addEventListener('message', (event) => {
    const answer = JSON.parse(String(event.data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  socket.addEventListener('close', () => {
    for (const settle of waiting.values())
      settle({ error: 'closed', message: 'The browser closed the connection.' });
  });

  const send = (method: string, params: object): Promise<BidiResult> =>
    new Promise((done, failed) => {
      last += 1;
      const id = last;
      waiting.set(id, (answer) => {
        waiting.delete(id);
        if (answer.error === undefined) done(answer.result ?? {});
        else failed(new Error(`${method}: ${answer.error}: ${answer.message ?? ''}`));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await send('session.new', { capabilities: {} });
  return { send, close: () => socket.close() };
}
