import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import form from '../ui/form.module.css';
import { moveFor, useAccount } from './account.ts';
import { choiceIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useReportName } from './report-name.ts';
import { useDeed } from './use-deed.ts';

const SOURCES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const CONTENTS = ['1', '2', '3', '4', '5', '6'] as const;

/** Grades one report of an incident: how reliable its source is, and how likely what it says. */
export function GradeForm({ incident, report, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p } = usePeopleSpeech();
  const nameOf = useReportName();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState({ report: report ?? '', source: 'F', content: '6', reason: '' });
  const doing = useDeed({ ownKey: false, onDone });
  const change = (part: Partial<typeof said>) => setSaid({ ...said, ...part });
  if (account === undefined) return null;
  const others = account.reports.filter(({ own }) => !own);
  const { one: graded, isGone } = choiceIn(others, said.report, ({ key }) => key);
  const submit = () =>
    doing.send(graded !== undefined, () => ({
      kind: 'grade',
      audience: graded?.basis ?? account.incident.basis,
      body: {
        ...{ report: graded?.key ?? '', grade: `${said.source}${said.content}` },
        ...(said.reason.trim() === '' ? {} : { reason: said.reason.trim() }),
      },
    }));
  return (
    <DeedForm
      name="grade"
      move={moveFor(account, 'grade-report')}
      doing={doing}
      doIt={r('grade.do', { grade: `${said.source}${said.content}` })}
      onSubmit={() => void submit()}
    >
      <ChoiceField
        name="report"
        label={r('grade.report')}
        value={graded?.key ?? ''}
        options={others.map((one) => ({ value: one.key, label: nameOf(one) }))}
        isGone={isGone}
        isMissing={doing.tried && graded === undefined}
        onChoose={(value) => change({ report: value })}
      />
      <div className={form.two}>
        <NativeSelect
          name="source"
          label={r('grade.source')}
          value={said.source}
          data={SOURCES.map((one) => ({ value: one, label: `${one} · ${r(`grade.${one}`)}` }))}
          onChange={({ currentTarget: { value } }) => change({ source: value })}
        />
        <NativeSelect
          name="content"
          label={r('grade.content')}
          value={said.content}
          data={CONTENTS.map((one) => ({ value: one, label: `${one} · ${r(`grade.${one}`)}` }))}
          onChange={({ currentTarget: { value } }) => change({ content: value })}
        />
      </div>
      <Textarea
        name="reason"
        label={p('reason.title')}
        rows={2}
        value={said.reason}
        onChange={({ currentTarget: { value } }) => change({ reason: value })}
      />
    </DeedForm>
  );
}
