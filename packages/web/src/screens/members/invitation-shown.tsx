import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import type { Invitation } from '../../people/members.ts';
import { Done, ShownOnce } from '../../ui/shown-once.tsx';

/** What came of an invitation: the address to hand over, or that a second person is asked. */
export function InvitationShown({ given }: { readonly given: Invitation & { readonly handle: string } }) {
  const { p } = usePeopleSpeech();
  const { handle, invitation, half, other = '' } = given;
  if (half !== undefined)
    return (
      <ShownOnce
        title={p('members.half', { handle })}
        says={p('members.halfSays', { handle, other })}
        secret={half}
      />
    );
  if (invitation === undefined) return <Done>{p('members.asked')}</Done>;
  return (
    <ShownOnce
      title={p('members.code', { handle })}
      says={p('members.codeSays', { handle })}
      // The code stands behind the hash: it reaches no server's log.
      secret={`${window.location.origin}/join#${encodeURIComponent(invitation)}`}
    />
  );
}
