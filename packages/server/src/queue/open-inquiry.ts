import {
  type Incident,
  type InquiryEntry,
  inquiryOn,
  type MissionView,
  type Noted,
} from '@armistice/core/mission';

/**
 * What a team is asked, until an assessment has answered it or somebody took it back; `assessed`: when the incident was
 * assessed last as more than under inquiry (UTC milliseconds), 0 where it never was.
 */
export function openInquiryOn(
  view: MissionView,
  incident: Pick<Incident, 'reports' | 'verifying' | 'decisions'>,
  { assessed }: { readonly assessed: number },
): Noted<InquiryEntry> | undefined {
  const asked = inquiryOn(view, incident);
  if (asked === undefined || assessed > asked.at) return undefined;
  // The first of two words by which it is verified is an answer, too.
  const worded = incident.verifying !== undefined && (incident.decisions?.at(-1) ?? 0) > asked.index;
  return worded ? undefined : asked;
}
