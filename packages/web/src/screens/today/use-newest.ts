import { useRef } from 'react';
import type { InquiriesAnswer, InquiryRow } from './inquiries.ts';

/** The last of the inquiries that were written after the record had so many entries. */
export function newestSince(rows: readonly InquiryRow[], size: number): InquiryRow | undefined {
  return rows
    .filter(({ inquiry }) => inquiry.entry >= size)
    .reduce<InquiryRow | undefined>(
      (last, row) => (last === undefined || row.inquiry.entry > last.inquiry.entry ? row : last),
      undefined,
    );
}

/** The inquiry that came last while the page was open. One that was told is not told again when a later one is taken back. */
export function useNewest(answer: InquiriesAnswer | undefined): InquiryRow | undefined {
  const opened = useRef<number>(undefined);
  const told = useRef(0);
  if (answer === undefined) return undefined;
  opened.current ??= answer.size;
  const newest = newestSince(answer.rows, Math.max(opened.current, told.current));
  told.current = newest?.inquiry.entry ?? told.current;
  return newest;
}
