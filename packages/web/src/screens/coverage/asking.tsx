import type { CoverageTable } from '@armistice/core/mission';
import { Button, NativeSelect } from '@mantine/core';
import { goTo } from '../../address.ts';
import { Actions } from '../../ui/panel.tsx';
import { SeeAs } from '../../ui/see-as.tsx';
import { type AskedTable, addressOf, type By, lengthOf, moved, SPANS } from './asked.ts';
import styles from './coverage.module.css';
import { csvOf, download } from './csv.ts';
import { useSaid } from './use-said.ts';

interface AskingProps {
  readonly table: CoverageTable;
  readonly asked: AskedTable;
}

/** Which stretch, cut how fine, as whom; and the table as a file. */
export function Asking({ table, asked }: AskingProps) {
  const said = useSaid();
  const { r } = said;
  const length = lengthOf(table);
  const spans: readonly number[] = [...new Set([...SPANS[table.by], length])].sort((a, b) => a - b);
  const go = (part: Partial<AskedTable>) => goTo(addressOf({ ...asked, ...part }));
  const spanKey = table.by === 'day' ? 'asked.days' : 'asked.hours';
  return (
    <>
      <form className={styles.asked} onSubmit={(event) => event.preventDefault()}>
        <NativeSelect
          label={r('asked.by')}
          name="by"
          value={table.by}
          onChange={({ currentTarget: { value } }) => go({ by: value as By, from: undefined, to: undefined })}
          data={(['day', 'hour'] as const).map((value) => ({ value, label: r(`asked.${value}`) }))}
        />
        <NativeSelect
          label={r('asked.span')}
          name="span"
          value={String(length)}
          onChange={({ currentTarget: { value } }) => go(moved(table, Number(value)))}
          data={spans.map((n) => ({ value: String(n), label: r(spanKey, { n }) }))}
        />
        <SeeAs />
      </form>
      <Actions>
        <Button variant="outline" onClick={() => go(moved(table, length, -1))}>
          {r('asked.earlier')}
        </Button>
        <Button variant="outline" onClick={() => go(moved(table, length, 1))}>
          {r('asked.later')}
        </Button>
        <Button variant="outline" onClick={() => go({ from: undefined, to: undefined })}>
          {r('asked.latest')}
        </Button>
        <Button variant="outline" onClick={() => download(`coverage-${table.by}.csv`, csvOf(table, said))}>
          {r('asked.csv')}
        </Button>
      </Actions>
      <p className={styles.quiet}>
        {r('asked.clock', { zone: table.clock })}
        {table.agreed === undefined ? '' : ` ${r('asked.agreed', { zone: table.agreed })}`}
        {isSpread(table) ? ` ${r('asked.spread')}` : ''}
      </p>
    </>
  );
}

function isSpread({ areas }: CoverageTable): boolean {
  return areas.some(({ cells }) => cells.some(({ spread }) => spread === true));
}
