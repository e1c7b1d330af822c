/** What is said of receipts in English, and the list of what every language must say of them. */
export const receipts = {
  'receipt.index': 'Entry {n} of the record.',
  'receipt.kept': 'The log’s signed promise is kept here.',
  'receipt.none': 'The promise came with an earlier answer that was lost; the record has the report.',
  'receipt.signed': 'Checked on this device: the log signed this promise.',
  'receipt.notSigned':
    'Checked on this device: no log of this mission signed this promise. Keep it, and tell your duty officer.',
  'receipt.save': 'Save the receipt',
  'receipts.title': 'Receipts',
  'receipts.says':
    'With the log’s signed promise anybody can prove that a report was left out. Saved files are not sealed: they show entry numbers and times.',
  'receipts.save': 'Save all receipts',
} as const;
