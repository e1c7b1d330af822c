import { Button } from '@mantine/core';
import { followed, useAddress } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { lookedBefore, useLook } from '../people/looking.ts';
import { type Me, useMe } from '../people/me.ts';
import { rolesOfPage } from '../people/member-views.ts';
import { useRights } from '../people/rights.ts';
import styles from './fault.module.css';

/**
 * In the exercise, where whoever one looks as may not see a page: who may, and the ways on, to the first page and back to
 * whom one looked as before.
 */
export function AnotherReader() {
  const { p, term, list } = usePeopleSpeech();
  const me = useMe();
  const { data: rights, isError } = useRights();
  const { path } = useAddress();
  const look = useLook();
  // Said whole or not at all: what comes piece by piece is read out piece by piece.
  if (me === undefined || (rights === undefined && !isError) || me.switcher.length === 0) return null;
  const nameOf = (roles: readonly string[]) => list(roles.map((role) => term('person', role)));
  const roles = rolesOfPage(rights, path);
  const before = lookedBefore();
  const was = before === undefined || before === me.handle ? undefined : rolesOf(me, before);
  return (
    <div className={styles.reader} data-another-reader>
      <p>
        {p('reader.looking', { who: nameOf(rolesOf(me, me.handle) ?? ['public']) })}
        {roles.length === 0 ? null : ` ${p('reader.may', { who: nameOf(roles) })}`}
      </p>
      <p className={styles.ways}>
        {before === undefined || was === undefined ? null : (
          <Button size="xs" onClick={() => void look(before, me.handle)} data-look-back>
            {p('reader.back', { who: nameOf(was) })}
          </Button>
        )}
        <a href="/" onClick={followed}>
          {p('reader.first')}
        </a>
      </p>
    </div>
  );
}

/** The roles of somebody as whom the exercise can be looked at; of nobody, the public's. */
function rolesOf({ switcher }: Me, handle: string): readonly string[] | undefined {
  return handle === '' ? ['public'] : switcher.find((one) => one.handle === handle)?.roles;
}
