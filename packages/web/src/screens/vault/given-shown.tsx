import { Button } from '@mantine/core';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { Given } from '../../people/vault.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Actions, Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';

interface GivenShownProps {
  readonly given: Given & { readonly source: string };
  readonly onAway: () => void;
}

/** Who a source is, or the receipt of a drop: once, and kept nowhere on this page. */
export function GivenShown({ given, onAway }: GivenShownProps) {
  const { r } = useRoom('vault');
  const { source, identity, receipt } = given;
  return (
    <Panel title={r(identity === undefined ? 'receipt.title' : 'given.title', { source })}>
      {identity === undefined ? (
        <ShownOnce
          title={r('receipt.for')}
          says={r('receipt.says')}
          secret={JSON.stringify(receipt, null, 1)}
        />
      ) : (
        <div role="status" data-identity>
          <p>{r('given.says')}</p>
          <Facts>
            {Object.entries(identity).map(([name, value]) => (
              <Fact key={name} name={name}>
                <bdi>{balanced(value)}</bdi>
              </Fact>
            ))}
          </Facts>
        </div>
      )}
      <Actions>
        <Button onClick={onAway}>{r('given.away')}</Button>
      </Actions>
    </Panel>
  );
}
