/** Counting rules that come with the program, in English: what each is called, and what it counts. */
export const enRules = {
  'rule.each-explosion': 'Each explosion once',
  'rule.each-explosion.says':
    'Each explosion, burst or shot counts once. Of several sources of the mission that perceived the same, the one that counted most is taken. Flares, exercises and demining stand in classes of their own.',
  'rule.every-line': 'Every line of every report',
  'rule.every-line.says':
    'Every line of every report counts with its own number; nothing is done about what several perceived.',
  'rule.shellings-of-thirty': 'Thirty or more are one shelling',
  'rule.shellings-of-thirty.says':
    'Thirty or more discharges at one place are one shelling, until a pause of more than 60 minutes. The rule does not say what fewer are.',
  'rule.one-per-place-and-day': 'One for each place and day',
  'rule.one-per-place-and-day.says':
    'Whatever happens at one place on one local day counts as one; heavy fire absorbs small arms.',
} as const;
