import { type Json, type Leaf, PUBLIC } from '@armistice/core/record';
import { moment } from './words.ts';

/** An entry as a person reads it: one line with its place in the log, then what it says, as far as the leaf shows it. */
export function entryLines(index: number, leaf: Leaf): string[] {
  if (leaf.type === 'sealed') {
    const { at, audience, mission } = leaf.sealed;
    return [
      `entry ${index} of ${mission}, ${moment(at)}: restricted to ${audience}`,
      '  its content is behind a commitment; only this audience can open it',
    ];
  }
  const { header } = leaf;
  const to = header.audience === PUBLIC ? '' : `, for ${header.audience}`;
  const signed = header.sig === undefined ? 'vouched for by the sequencer' : 'signed by its author';
  const lines = [
    `entry ${index} of ${header.mission}, ${moment(header.at)}: ${header.kind}${to}`,
    `  by ${header.by}, ${signed}; written ${moment(header.authored.at)}`,
  ];
  if (header.supersedes !== undefined) lines.push(`  supersedes entry ${header.supersedes.index}`);
  if ('open' in header.body) lines.push(...fieldLines(header.body.open));
  else
    for (const [audience, digests] of Object.entries(header.body.sd))
      lines.push(`  commits to ${digests.length} field(s) for ${audience}`);
  return lines;
}

/** The members of a body, one a line. */
export function fieldLines(body: Json): string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [`  ${JSON.stringify(body)}`];
  return Object.entries(body).map(
    ([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}
