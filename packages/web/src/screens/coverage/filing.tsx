import type { CoverageTable } from '@armistice/core/mission';
import { balanced } from '../../i18n/isolated.ts';
import type { Me } from '../../people/me.ts';
import { holds, useRights } from '../../people/rights.ts';
import { AccessForm } from './access-form.tsx';
import { CoverageForm } from './coverage-form.tsx';

interface FilingProps {
  readonly me: Me;
  readonly table: CoverageTable;
}

/** What a member may file from here: who could observe, and how a request for access was answered. */
export function Filing({ me, table }: FilingProps) {
  const { data } = useRights();
  if (me.needs !== null) return null;
  return (
    <>
      {holds(data, me.roles, 'file-coverage') ? <CoverageForm table={table} /> : null}
      {holds(data, me.roles, 'file-access') ? <AccessForm table={table} /> : null}
      <datalist id="areas">
        {table.areas.flatMap(({ area }) => (area === '' ? [] : [<option key={area} value={area} />]))}
      </datalist>
      <datalist id="sources">
        {table.areas.flatMap(({ sources }) =>
          sources.map(({ source, name = '' }) => (
            <option key={source} value={source}>
              {balanced(name)}
            </option>
          )),
        )}
      </datalist>
    </>
  );
}
