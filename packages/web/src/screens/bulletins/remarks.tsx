import { Button, NativeSelect, Textarea } from '@mantine/core';
import type { Remark } from '../../bulletins.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Actions } from '../../ui/panel.tsx';
import styles from './bulletins.module.css';
import { sectionsOf } from './sections.ts';

const LONGEST = 4000;
const MOST = 40;

interface RemarksProps {
  /** Of the bulletin. */
  readonly type: string;
  readonly remarks: readonly Remark[];
  readonly onChange: (remarks: readonly Remark[]) => void;
}

/** The marked fields: the only words of a bulletin that a person writes. */
export function Remarks({ type, remarks, onChange }: RemarksProps) {
  const { r, language } = useRoom('bulletins');
  const sections = sectionsOf(type);
  const put = (at: number, remark: Remark) => onChange(remarks.with(at, remark));
  return (
    <>
      {remarks.map((remark, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: remarks have no name but their place, and keep it.
        <fieldset key={at} className={styles.remark}>
          <NativeSelect
            label={r('remarks.section')}
            name={`section-${at}`}
            value={remark.section}
            onChange={(event) => put(at, { ...remark, section: event.currentTarget.value })}
            data={sections.map((value) => ({ value, label: r(`section.${value}`) }))}
          />
          <Textarea
            label={r('remarks.text')}
            name={`remark-${at}`}
            rows={4}
            maxLength={LONGEST}
            value={remark.text}
            onChange={(event) => put(at, { ...remark, text: event.currentTarget.value, lang: language })}
          />
          <Actions>
            <Button variant="outline" onClick={() => onChange(remarks.toSpliced(at, 1))}>
              {r('remarks.remove')}
            </Button>
          </Actions>
        </fieldset>
      ))}
      <Actions>
        <Button
          variant="outline"
          disabled={remarks.length >= MOST}
          onClick={() => onChange([...remarks, { section: sections[0], text: '', lang: language }])}
        >
          {r('remarks.add')}
        </Button>
      </Actions>
    </>
  );
}
