import { isPromiseOf, parseEntryPromise, parsePolicy, type Subtle, webCrypto } from '@armistice/core/record';
import { useQuery } from '@tanstack/react-query';
import type { Receipt } from '../../field/kept.ts';
import { readSituation } from '../../situation.ts';

/** Whether a log of the policy signed a kept promise on this entry; undefined until there was a network to ask for its keys. */
export function useReceiptSigned({ index, promise }: Receipt): boolean | undefined {
  return useQuery({
    queryKey: ['receipt-signed', index, promise],
    queryFn: async ({ signal }) => isSigned(index, promise ?? '', (await readSituation(signal)).policy),
    enabled: promise !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** Whether a kept promise is on the entry that the receipt names, and signed by a log of the policy. */
export async function isSigned(index: number, text: string, policyText: string): Promise<boolean> {
  const promise = parseEntryPromise(text);
  const policy = parsePolicy(policyText);
  if (!policy.ok) throw new Error(policy.refusal.message);
  if (!promise.ok || promise.value.index !== index) return false;
  const verifier = webCrypto(crypto.subtle as unknown as Subtle);
  const answers = policy.value.logs.map(({ key }) => isPromiseOf(promise.value, key, verifier));
  return (await Promise.all(answers)).includes(true);
}
