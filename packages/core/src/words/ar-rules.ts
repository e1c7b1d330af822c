/** Counting rules that come with the program, in Arabic: what each is called, and what it counts. */
export const arRules = {
  'rule.each-explosion': 'كل انفجار مرة واحدة',
  'rule.each-explosion.says':
    'يُعدّ كل انفجار أو رشقة أو طلقة مرة واحدة. إذا أدركت عدة مصادر للبعثة الشيء نفسه، يُؤخذ بالمصدر الذي عدّ أكثر. القنابل المضيئة والتدريبات وإزالة الألغام في فئات خاصة بها.',
  'rule.every-line': 'كل سطر من كل بلاغ',
  'rule.every-line.says': 'يُعدّ كل سطر من كل بلاغ بعدده؛ ولا يُضم ما أدركته عدة مصادر بعضه إلى بعض.',
  'rule.shellings-of-thirty': 'ثلاثون فأكثر قصف واحد',
  'rule.shellings-of-thirty.says':
    'ثلاثون طلقة أو أكثر في مكان واحد قصف واحد، حتى توقف يزيد على 60 دقيقة. ولا تقول القاعدة ما هو الأقل من ذلك.',
  'rule.one-per-place-and-day': 'واحد لكل مكان ويوم',
  'rule.one-per-place-and-day.says':
    'كل ما يحدث في مكان واحد في يوم محلي واحد يُعدّ واحدًا؛ والنيران الثقيلة تستوعب الأسلحة الخفيفة.',
};
