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
  incident: Pick<Incident, 'reports'>,
  { assessed }: { readonly assessed: number },
): Noted<InquiryEntry> | undefined {
  const asked = inquiryOn(view, incident);
  return asked === undefined || assessed > asked.at ? undefined : asked;
}
