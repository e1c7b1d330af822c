import type { ReactNode } from 'react';
import { useSomebodyElse } from './people/somebody-else.ts';
import type { ViewProps } from './ui/view-props.ts';
import { VIEWS } from './views.ts';

/** The view of a name; `children` where there is none of that name. */
export function ViewNamed({
  view,
  children,
  ...props
}: ViewProps & { readonly view: string; readonly children: ReactNode }) {
  const Found = Object.hasOwn(VIEWS, view) ? VIEWS[view] : undefined;
  const who = useSomebodyElse();
  return Found === undefined ? children : <Found key={who} {...props} />;
}
