import { NativeSelect } from '@mantine/core';
import type { CountingRuleRow } from '../../bulletins.ts';
import { balanced } from '../../i18n/isolated.ts';
import { type RoomSpeech, useRoom } from '../../i18n/rooms.ts';
import styles from './bulletins.module.css';

const OURS = ['each-explosion', 'every-line', 'shellings-of-thirty', 'one-per-place-and-day'] as const;

/** What a counting rule is called and what it counts; one on record in the words of whoever put it there. */
export function ruleWords(
  r: RoomSpeech<'bulletins'>['r'],
  { rule, says, by }: CountingRuleRow,
): { readonly name: string; readonly says: string } {
  const ours = by === undefined ? OURS.find((one) => one === rule) : undefined;
  if (ours === undefined) return { name: rule, says: balanced(says) };
  return { name: r(`rule.${ours}`), says: r(`rule.${ours}.says`) };
}

interface RuleChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly rules: readonly CountingRuleRow[];
  /** Whether none need be chosen. */
  readonly none?: boolean;
  readonly onChange: (rule: string) => void;
}

/** One counting rule out of those that are known: by name, with what each counts and whose it is. */
export function RuleChoice({ name, value, rules, none = false, onChange }: RuleChoiceProps) {
  const { r } = useRoom('bulletins');
  const chosen = rules.find(({ rule }) => rule === value);
  return (
    <div>
      <NativeSelect
        label={r('new.rule')}
        description={chosen === undefined ? '' : ruleWords(r, chosen).says}
        name={name}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          ...(none ? [{ value: '', label: '–' }] : []),
          ...rules.map((one) => ({ value: one.rule, label: ruleWords(r, one).name })),
        ]}
      />
      {rules.length < 2 ? null : (
        <details className={styles.rules}>
          <summary>{r('rules.each')}</summary>
          <dl>
            {rules.map((one) => (
              <div key={`${one.rule} ${one.version}`}>
                <dt>
                  <bdi>{ruleWords(r, one).name}</bdi>
                </dt>
                <dd>
                  <bdi>{ruleWords(r, one).says}</bdi>{' '}
                  <span className={styles.quiet}>
                    (<code>{one.rule}</code>,{' '}
                    {one.by === undefined ? r('rules.ours') : r('rules.theirs', { whose: one.by })})
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
