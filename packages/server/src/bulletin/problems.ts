/** What can be wrong with a bulletin that is asked for or drafted; part of the one table of problems. */
export const BULLETIN_PROBLEMS = {
  'bulletin/not-released': {
    status: 404,
    title: 'This bulletin is not released to you yet',
    remedy: 'the detail says from when on it is; parties get it together, then partners, then everyone',
  },
  'bulletin/rule': {
    status: 422,
    title: 'There is no such counting rule',
    remedy: 'take a rule that is shipped or on record, with its version; any side may put its own on record',
  },
  'bulletin/number': {
    status: 409,
    title: 'A bulletin has this number',
    remedy: 'take the next number; an erratum puts right what is published',
  },
  'bulletin/stretch': {
    status: 422,
    title: 'The stretch or the order of release does not hold',
    remedy:
      'let it end after it begins, and not later than its type reaches; release to parties first, then partners, then everyone',
  },
  'bulletin/input': {
    status: 409,
    title: 'Its input is not there',
    remedy: 'make it from the record that it was published from, as far as its input goes',
  },
  'bulletin/section': {
    status: 422,
    title: 'A remark stands in no section of it',
    remedy: 'put the remark into a section that a bulletin of this type prints; the detail names them',
  },
  'bulletin/busy': {
    status: 503,
    title: 'Others are asking for bulletins',
    remedy: 'ask again after the seconds of Retry-After; what was made once is answered at once',
  },
  'bulletin/too-long': {
    status: 503,
    title: 'It takes too long to make',
    remedy: 'take a shorter stretch, or make it with the command on a machine of your own',
  },
  'bulletin/record': {
    status: 503,
    title: 'The record cannot be read',
    remedy: 'verify it, and ask another mirror',
  },
  'bulletin/file': {
    status: 404,
    title: 'A bulletin has no such file',
    remedy: 'take html, pdf, csv or geojson, and a language that it goes out in',
  },
  'bulletin/no-pdf': {
    status: 501,
    title: 'This machine sets no PDF',
    remedy: 'take the HTML, which says the same and can be printed, or ask another mirror',
  },
  'bulletin/differs': {
    status: 409,
    title: 'It says otherwise than the record',
    remedy:
      'draft it again, and send what the draft answers as it is; the detail names the field that differs',
  },
  'bulletin/audience': {
    status: 422,
    title: 'No bulletin for this audience has this number',
    remedy:
      'send the erratum with the number and the "audience" that the draft of it names; for others it would tell what they do not read',
  },
  'bulletin/figure': {
    status: 422,
    title: 'An erratum names what no bulletin has',
    remedy: 'take the figures of "body" and the words of "written" of the draft of its erratum',
  },
  'bulletin/words': {
    status: 422,
    title: 'An erratum cannot put these words right so',
    remedy: 'take the words from "written" of the draft of its erratum; the detail says what does not hold',
  },
  'bulletin/unchanged': {
    status: 422,
    title: 'An erratum changes nothing',
    remedy: 'leave out what is the same before and after, or change it',
  },
  'bulletin/open-words': {
    status: 422,
    title: 'What is held back may have no words or figures of its own in the open record',
    remedy: 'leave out title, remarks, subject and figures, or leave out release',
  },
} as const;

/** Why a bulletin cannot be made: a code of ours, and a sentence that says what to do. */
export class BulletinRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
