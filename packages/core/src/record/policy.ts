import { formatVkey, parseVkey, type VerifierKey } from './note.ts';
import { accept, type Result, refuse } from './refusal.ts';

// C2SP tlog-policy: whom to believe. Exchanged out of band; it is where trust starts.

export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url?: string;
}

export interface PolicyWitness {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url?: string;
}

/** `k` of the members must have witnessed. */
export interface PolicyGroup {
  readonly name: string;
  readonly k: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** In the order of definition: members stand before the group that names them. */
  readonly groups: readonly PolicyGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

const MAX_LINES = 1000;

/** Writes a policy in one order: logs, witnesses, groups, quorum. */
export function formatPolicy(policy: Policy): string {
  const url = (at?: string) => (at === undefined ? '' : ` ${at}`);
  const rule = (group: PolicyGroup) =>
    group.k === group.members.length ? 'all' : group.k === 1 ? 'any' : String(group.k);
  return [
    ...policy.logs.map((log) => `log ${formatVkey(log.key)}${url(log.url)}`),
    ...policy.witnesses.map(
      (witness) => `witness ${witness.name} ${formatVkey(witness.key)}${url(witness.url)}`,
    ),
    ...policy.groups.map((group) => `group ${group.name} ${rule(group)} ${group.members.join(' ')}`),
    `quorum ${policy.quorum}`,
    '',
  ].join('\n');
}

/** Parses a policy file strictly; errors name the line. */
export function parsePolicy(text: string): Result<Policy> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
    return refuse('policy-characters', 'the policy holds a control character other than tab and line feed');
  if (!text.endsWith('\n'))
    return refuse('policy-line', 'the last line of the policy does not end in a line feed');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_LINES) return refuse('policy-size', `the policy has more than ${MAX_LINES} lines`);
  const draft = new Draft();
  for (const [at, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    const wrong = draft.take(words);
    if (wrong !== undefined) return refuse('policy-line', `line ${at + 1} of the policy: ${wrong}`);
  }
  return draft.finish();
}

class Draft {
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #defined = new Set<string>(['none']);
  readonly #member = new Set<string>();
  readonly #keys = new Set<string>();
  #quorum: string | undefined;

  /** Takes one line; the answer is what is wrong with it. */
  take(words: readonly string[]): string | undefined {
    switch (words[0]) {
      case 'log':
        return this.#log(words);
      case 'witness':
        return this.#witness(words);
      case 'group':
        return this.#group(words);
      case 'quorum':
        return this.#setQuorum(words);
      default:
        return `"${words[0]}" begins no line of a policy (log, witness, group, quorum)`;
    }
  }

  #key(text: string | undefined, type: VerifierKey['type']): VerifierKey | string {
    const key = parseVkey(text ?? '');
    if (!key.ok) return key.refusal.message;
    if (key.value.type !== type)
      return `a ${type === 'ed25519' ? 'log' : 'witness'} cannot have a key of this type`;
    const raw = key.value.key.join();
    if (this.#keys.has(raw)) return `the key of "${key.value.name}" stands in the policy twice`;
    this.#keys.add(raw);
    return key.value;
  }

  #log(words: readonly string[]): string | undefined {
    if (words.length !== 2 && words.length !== 3) return 'expected "log <vkey> [<url>]"';
    const key = this.#key(words[1], 'ed25519');
    if (typeof key === 'string') return key;
    this.#logs.push({ key, ...(words[2] === undefined ? {} : { url: words[2] }) });
    return undefined;
  }

  #witness(words: readonly string[]): string | undefined {
    if (words.length !== 3 && words.length !== 4) return 'expected "witness <name> <vkey> [<url>]"';
    const key = this.#key(words[2], 'cosignature-ed25519');
    if (typeof key === 'string') return key;
    const name = words[1] ?? '';
    this.#witnesses.push({ name, key, ...(words[3] === undefined ? {} : { url: words[3] }) });
    return this.#define(name);
  }

  #define(name: string): string | undefined {
    if (this.#defined.has(name)) return `the name "${name}" is taken`;
    this.#defined.add(name);
    return undefined;
  }

  #group(words: readonly string[]): string | undefined {
    const [, name = '', rule = '', ...members] = words;
    if (members.length === 0) return 'expected "group <name> <k|all|any> <member>…"';
    const k =
      rule === 'all'
        ? members.length
        : rule === 'any'
          ? 1
          : /^[1-9][0-9]{0,3}$/.test(rule)
            ? Number(rule)
            : 0;
    if (k < 1 || k > members.length) return `"${rule}" of ${members.length} members is not possible`;
    for (const member of members) {
      if (member === 'none' || !this.#defined.has(member))
        return `"${member}" is not defined on a line before`;
      if (this.#member.has(member)) return `"${member}" is a member of a group already`;
      this.#member.add(member);
    }
    this.#groups.push({ name, k, members });
    return this.#define(name);
  }

  #setQuorum(words: readonly string[]): string | undefined {
    if (words.length !== 2) return 'expected "quorum <name>"';
    if (this.#quorum !== undefined) return 'a policy has exactly one quorum line';
    if (!this.#defined.has(words[1] ?? '')) return `"${words[1]}" is not defined on a line before`;
    this.#quorum = words[1];
    return undefined;
  }

  finish(): Result<Policy> {
    if (this.#quorum === undefined) return refuse('policy-quorum', 'the policy has no quorum line');
    return accept({
      logs: this.#logs,
      witnesses: this.#witnesses,
      groups: this.#groups,
      quorum: this.#quorum,
    });
  }
}

/** Whether the witnesses that cosigned, by their names in the policy, make its quorum. */
export function quorumMet(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === 'none') return true;
  const met = new Set(cosigned);
  for (const group of policy.groups) {
    if (group.members.filter((member) => met.has(member)).length >= group.k) met.add(group.name);
    else met.delete(group.name);
  }
  return met.has(policy.quorum);
}
