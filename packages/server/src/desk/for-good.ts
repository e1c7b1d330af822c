import { BulletinRefused } from '../bulletin/problems.ts';
import { Problem } from '../problems.ts';
import { NotAdmitted } from '../record/admission.ts';

const OF_PROBLEMS = /^(entry\/|bulletin\/(differs|number)$)/;
const OF_BULLETINS: ReadonlySet<string> = new Set([
  'bulletin/stretch',
  'bulletin/section',
  'bulletin/open-words',
  'bulletin/audience',
  'bulletin/figure',
  'bulletin/words',
  'bulletin/unchanged',
  'bulletin/differs',
]);

/** Whether the record will never take it: a key that was revoked since, a form that it refuses, figures that do not come out. */
export function isForGood(error: unknown): boolean {
  if (error instanceof NotAdmitted) return true;
  if (error instanceof BulletinRefused) return OF_BULLETINS.has(error.code);
  return error instanceof Problem && OF_PROBLEMS.test(error.code);
}
