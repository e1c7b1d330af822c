import { doneOf, type Outgoing, type Receipt } from './kept.ts';

/** The name of a kept promise as a file; `armistice verify --promise` reads it. */
export function receiptName({ index }: Receipt): string {
  return `entry-${index}.promise`;
}

/** All that was acknowledged, as one file for whoever keeps receipts: where each stands, and the log's promise on it. */
export function allReceipts(outgoing: readonly Outgoing[]): string {
  const receipts = outgoing.flatMap(({ standing, what }) => {
    if (standing.is !== 'acknowledged') return [];
    const { source, id } = doneOf(what);
    const of = source === undefined ? { nonce: id } : { source, id };
    return [{ ...of, acknowledged: standing.at, ...standing.receipt }];
  });
  return `${JSON.stringify({ v: 1, receipts }, null, 2)}\n`;
}

/** Hands a file to the browser. From then on it lies outside of what is sealed here. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
