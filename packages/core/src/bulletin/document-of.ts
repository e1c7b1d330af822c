import { annexOf, correctionsOf, spotOf, statementOf, trendOf } from './annexes.ts';
import type { Block, Document } from './document.ts';
import { accessOf, coverageOf, factsOf } from './effort.ts';
import { headerOf } from './header.ts';
import { keptInPlace } from './in-place.ts';
import type { Bulletin } from './model.ts';
import { Saying } from './said.ts';
import { areasOf, kindsOfIncidents, summaryOf, toldIn } from './sections.ts';
import { directionOf, type Language } from './sentences/index.ts';
import { writtenIn } from './written.ts';

/** A bulletin in one language. A spot report has its event, coverage and access; a thematic one leaves out the areas of others. */
export function documentOf(made: Bulletin, language: Language): Document {
  const bulletin = keptInPlace(made);
  const say = new Saying(bulletin, language);
  const { type, number, mission } = bulletin;
  const [title] = writtenIn(bulletin.title === undefined ? {} : { title: bulletin.title }, bulletin.errata);
  return {
    language,
    direction: directionOf(language),
    title: [mission, `${say.label(type)} ${number}`, title?.text ?? '']
      .filter((part) => part !== '')
      .join(' · '),
    blocks: [
      ...headerOf(bulletin, say),
      ...bodyOf(bulletin, say),
      ...statementOf(bulletin, say),
      ...annexOf(bulletin, say),
    ],
  };
}

function bodyOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const told = (id: Parameters<typeof toldIn>[2]) => toldIn(bulletin, say, id);
  if (bulletin.type === 'spot')
    return [
      ...spotOf(bulletin, say),
      ...told('findings'),
      ...accessOf(bulletin, say),
      ...coverageOf(bulletin, say),
    ];
  return [
    ...summaryOf(bulletin, say),
    ...told('findings'),
    ...trendOf(bulletin, say),
    ...areasOf(bulletin, say),
    ...kindsOfIncidents(bulletin, say),
    ...told('weapons'),
    ...told('harm'),
    ...told('fire'),
    ...told('taken'),
    ...factsOf(bulletin, say),
    ...accessOf(bulletin, say),
    ...coverageOf(bulletin, say),
    ...correctionsOf(bulletin, say),
  ];
}
