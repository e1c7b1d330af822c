import { formatMoment } from '../base/index.ts';
import type { Block } from './document.ts';
import { term } from './labels/index.ts';
import type { Bulletin } from './model.ts';
import { momentOf } from './narrowed.ts';
import { errataOf, wordsBlock } from './own-errata.ts';
import { ruleSaid } from './rule-said.ts';
import type { Saying } from './said.ts';
import { sayZone } from './sentences/index.ts';
import { writtenIn } from './written.ts';

// What stands at the head of a bulletin: what it is, whom it is for, of what stretch, by which clock and rule.

/** Title and subject where errata put them right: what stood there is not hidden. */
function correctedHead(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { title, subject, errata } = bulletin;
  const marked = { ...(title === undefined ? {} : { title }), ...(subject === undefined ? {} : { subject }) };
  return writtenIn(marked, errata)
    .filter(({ before }) => before.length > 0)
    .map((written) => wordsBlock(written, say.label(written.field), bulletin, say));
}

export function headerOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { rule, audience, cutoff, issued, from, to, subject } = bulletin;
  const [about] = writtenIn(subject === undefined ? {} : { subject }, bulletin.errata);
  const whom =
    audience === 'public'
      ? say.label('everyone')
      : audience === 'mission'
        ? say.label('missionOnly')
        : say.name(audience);
  const rows: (readonly [string, string])[] = [
    [say.label('number'), bulletin.number],
    ...(issued === undefined ? [] : [[say.label('issued'), say.time(issued)] as const]),
    [say.label('stretch'), say.stretch(from, to)],
    [say.label('cutoff'), say.time(cutoff)],
    [say.label('zone'), zoneSaid(bulletin, say)],
    [say.label('audience'), whom],
    [
      say.label('agreement'),
      say.list(bulletin.agreements.map(({ title, version }) => `${title} (${version})`)),
    ],
    [say.label('rule'), ruleLine(rule, say)],
    [
      say.label('counted'),
      say.list(bulletin.statusesCounted.map((status) => term(say.language, 'status', status))),
    ],
    ...(subject === undefined
      ? []
      : [
          [
            say.label('subject'),
            `${about?.text ?? subject.says} (${subject.kinds.map((kind) => term(say.language, 'kind', kind)).join(say.label('and'))})`,
          ] as const,
        ]),
  ];
  return [
    ...(bulletin.exercise ? [{ is: 'banner' as const, text: say.label('exercise') }] : []),
    ...(isCutShort(bulletin)
      ? [{ is: 'banner' as const, text: say.label('notOver', { when: say.time(cutoff) }) }]
      : []),
    ...correctedHead(bulletin, say),
    { is: 'pairs', rows },
    ...errataOf(bulletin, say),
  ];
}

/** The zone of the agreement by its name and offset; both offsets where the clock changes before the last time that is told. */
function zoneSaid({ clock, from, to, cutoff, issued = to, errata = [] }: Bulletin, say: Saying): string {
  const told = [to, cutoff, issued, ...errata.map(({ at }) => at)];
  const [begins, last] = [momentOf(from) / 1000, Math.max(...told.map(momentOf)) / 1000];
  const name = say.kept(clock.zone);
  const inForce = say.kept(sayZone(say.ahead(from)));
  const changes = clock.offsets.filter(([at]) => at > begins && at <= last);
  if (clock.zone === 'UTC') return clock.zone;
  return changes.reduce(
    (said, [at, ahead]) =>
      `${said}${say.label('between')}${say.label('fromThen', { when: say.time(formatMoment(at * 1000)), zone: say.kept(sayZone(ahead)) })}`,
    `${name} (${inForce})`,
  );
}

/** The rule by name and version, and what it counts; in words of whoever put it on record where it is not ours. */
function ruleLine(rule: Bulletin['rule'], say: Saying): string {
  const id = say.kept(`${rule.rule}, ${rule.version}`);
  const said = ruleSaid(say.language, rule);
  return said === undefined ? say.pair(id, rule.says) : say.pair(`${said.name} (${id})`, said.says);
}

/**
 * Whether a bulletin was cut off while its stretch still went on. The last entry of its input may be of before the end because
 * nothing came: where it says when it was issued, that counts.
 */
export function isCutShort({ cutoff, issued, to }: Pick<Bulletin, 'cutoff' | 'issued' | 'to'>): boolean {
  const end = momentOf(to);
  return momentOf(cutoff) < end && (issued === undefined || momentOf(issued) < end);
}
