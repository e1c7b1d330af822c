import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BulletinWhole, readCountingRules, recount } from '../../bulletins.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Panel } from '../../ui/panel.tsx';
import { figureText } from './figure-text.ts';
import { RuleChoice, ruleWords } from './rule-choice.tsx';

/** The same input and stretch under any rule on record, and whose rule it is: one choice. */
export function RecountPanel({ bulletin }: { readonly bulletin: BulletinWhole }) {
  const { t, r } = useRoom('bulletins');
  const audience = useAudience();
  const [rule, setRule] = useState('');
  const rules = useQuery({
    queryKey: ['counting-rules', audience],
    queryFn: ({ signal }) => readCountingRules(audience, signal),
  });
  const others = (rules.data ?? []).filter((one) => one.rule !== bulletin.rule.rule);
  const { data, error, isFetching } = useQuery({
    queryKey: ['recount', bulletin.number, rule, audience],
    queryFn: ({ signal }) => recount(bulletin.number, rule, audience, signal),
    enabled: rule !== '',
  });
  return (
    <Panel title={r('recount.title')} lead={r('recount.says')}>
      <Fault error={rules.error} />
      {rules.data !== undefined && others.length === 0 ? <p>{r('recount.none')}</p> : null}
      {others.length === 0 ? null : (
        <RuleChoice name="recount" value={rule} rules={others} none onChange={setRule} />
      )}
      <Fault error={error} />
      {isFetching ? <p>{t('page.loading')}</p> : null}
      {data === undefined || rule === '' ? null : (
        <div data-recount={rule}>
          <p>
            {r('recount.whose', {
              whose: data.whose.by ?? r('recount.mission'),
              says: ruleWords(r, {
                ...data.rule,
                ...(data.whose.is === 'shipped' ? {} : { by: data.whose.by ?? '' }),
              }).says,
            })}
          </p>
          <Facts>
            <Fact name={r('recount.this')}>{figureText(countOf(data.published))}</Fact>
            <Fact name={r('recount.other')}>{figureText(countOf(data.recounted))}</Fact>
          </Facts>
        </div>
      )}
    </Panel>
  );
}

/** The count among the figures; the figures where they have none. */
function countOf(figures: BulletinWhole['figures']): BulletinWhole['figures'] {
  if (typeof figures !== 'object' || figures === null || Array.isArray(figures)) return figures;
  return (figures as { readonly count?: BulletinWhole['figures'] }).count ?? figures;
}
