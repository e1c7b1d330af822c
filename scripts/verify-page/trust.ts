import { type Policy, parsePolicy, parseVkey, type Result } from '../../packages/core/src/record/index.ts';

const policyLine = /^(?:log|witness|group|quorum)\s/m;

/**
 * Reads what a person pasted: a whole policy, or keys alone, one on a line. Keys alone make a policy without a quorum:
 * the page then says who co-signed, and leaves it to the reader whether that is enough.
 */
export function readTrust(text: string): Result<Policy> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) {
    return refuse(
      'nothing',
      'Give the policy or at least the key of the log: without it anyone could have signed this copy.',
    );
  }
  if (policyLine.test(lines.join('\n'))) return parsePolicy(`${lines.join('\n')}\n`);
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: 'none' };
  return lines
    .filter((line) => !line.startsWith('#'))
    .reduce(addKey, { ok: true, value: policy } as Result<Policy>);
}

function addKey(so: Result<Policy>, line: string): Result<Policy> {
  if (!so.ok) return so;
  const parsed = parseVkey(line);
  if (!parsed.ok) return parsed;
  const key = parsed.value;
  const policy = so.value;
  if (key.type === 'ed25519') return { ok: true, value: { ...policy, logs: [...policy.logs, { key }] } };
  return { ok: true, value: { ...policy, witnesses: [...policy.witnesses, { name: key.name, key }] } };
}

function refuse(code: string, message: string): Result<Policy> {
  return { ok: false, refusal: { code: `record/${code}`, message } };
}
