/** What is said in English of a device that cannot, or that was wiped, and the list of what every language must say of it. */
export const device = {
  'phase.insecure': 'This address is not safe: on it the browser seals nothing, so nothing can be kept.',
  'phase.insecureDo': 'Open the form by https, or on the machine of the server itself.',
  'phase.wiping': 'Destroying …',
  'phase.wipedPart': 'Not everything on this device could be destroyed.',
  'phase.gone': 'What was kept here was deleted, from another window or by the browser.',
  'phase.anew': 'To begin anew, load this page again.',
  'lock.already':
    'This device has a passphrase already: it was chosen in another window. Type that one; nothing was lost.',
  'lock.failed':
    'The device could not do it: memory or room may be short. Close other windows and programs, and try again. What is kept here stays.',
  'wipe.title': 'Destroy everything on this device',
  'wipe.says':
    'Drafts, reports that were not sent, photographs, receipts and the form itself. The key goes first. What is in the record stays there.',
  'wipe.word': 'destroy',
  'wipe.type': 'Type “{word}”',
  'wipe.do': 'Destroy now',
  'wipe.hold': 'Hold to destroy everything',
  'wipe.holdSays': 'Held down for a second and a half, it asks nothing and cannot be undone.',
  'wipe.keyGone':
    'The key was destroyed: drafts, reports and photographs cannot be read any more, by anybody.',
  'wipe.left-key':
    'The key may still be there: whoever has the passphrase could read what is kept. Load this page again and destroy once more, or delete the data of this site in the browser’s settings.',
  'wipe.left-records':
    'Records, as far as another window keeps them: close all windows of this site, then delete its data in the browser’s settings.',
  'wipe.left-form': 'Files or settings of the form: delete the data of this site in the browser’s settings.',
  'wipe.left-session':
    'The session was not ended: there may be no network. If you were signed in, it goes on for at most twelve hours; end it under Account from another device.',
  'lock.elsewhere':
    'The form was unlocked in another window: it is open in one at a time. What you wrote is kept. Nothing is sent from here while it is locked.',
  'lock.wrongSays':
    'Nothing is deleted by trying, however often. Look at the language of the keyboard and at capital letters.',
  'wipe.anew': 'Destroying was begun here before and broken off. It went on when the form was opened.',
  'queue.clock':
    'Nothing goes yet: this device’s clock says {here}, the server’s {there}. Look at the times of what waits, as “now” meant this clock, and edit those that are wrong. Then set the clock right, and send.',
  'queue.sendByThisClock': 'The times are right: send',
  'queue.photosLeft': { one: '{n} still to be sent', other: '{n} still to be sent' },
} as const;
