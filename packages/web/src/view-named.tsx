import type { ReactNode } from 'react';
import { useSpeech } from './i18n/context.tsx';
import { Fetched } from './i18n/fetched.ts';
import type { Language } from './i18n/languages.ts';
import { loadPeopleMessages } from './i18n/people/loading.ts';
import { loadRoom } from './i18n/rooms.ts';
import { useSomebodyElse } from './people/somebody-else.ts';
import { queries } from './queries.ts';
import type { ViewProps } from './ui/view-props.ts';
import { VIEWS, type View } from './views.ts';

const fetched = new Fetched<View>();

/** A view with all its words, asked for at once; rejects where one of them cannot be fetched. */
async function loadView(view: string, language: Language): Promise<View> {
  const named = VIEWS[view];
  if (named === undefined) throw new Error(`no view is called ${view}`);
  named.ahead?.().then(
    (ask) => ask(queries),
    // The view asks again for what failed, and tells of it.
    () => undefined,
  );
  const [found] = await Promise.all([
    named.load(),
    loadPeopleMessages(language),
    ...(named.words ?? []).map((room) => loadRoom(room, language)),
  ]);
  return found;
}

/** Fetches the view of a name before it is drawn; nothing where there is none. Rejects where it cannot be fetched. */
export async function fetchView(view: string, language: Language): Promise<void> {
  if (Object.hasOwn(VIEWS, view)) await fetched.get(view, () => loadView(view, language));
}

/** Whether the view of a name can be drawn at once; also where there is none of that name. */
export function isFetched(view: string): boolean {
  return !Object.hasOwn(VIEWS, view) || fetched.has(view);
}

/** The view of a name; `children` where there is none of that name. */
export function ViewNamed({
  view,
  children,
  ...props
}: ViewProps & { readonly view: string; readonly children: ReactNode }) {
  const who = useSomebodyElse();
  return Object.hasOwn(VIEWS, view) ? <Found key={`${view} ${who}`} view={view} {...props} /> : children;
}

function Found({ view, ...props }: ViewProps & { readonly view: string }) {
  const { language } = useSpeech();
  const Known = fetched.use(view, () => loadView(view, language));
  return <Known {...props} />;
}
