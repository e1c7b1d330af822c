import type { Fact, Report } from './report.ts';

type Child = Node | string;

function element(name: string, className: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** Shows a report in `place`. Text goes in as text: nothing in a record can become markup. */
export function showReport(place: Element, report: Report): void {
  const sign = element('span', '', report.holds ? '✓ ' : '✕ ');
  sign.ariaHidden = 'true';
  place.replaceChildren(element('p', report.holds ? 'verdict' : 'verdict fails', sign, report.verdict));
  if (report.problems.length > 0) place.append(element('h3', '', 'What does not hold'), problemList(report));
  if (report.facts.length > 0) place.append(element('h3', '', 'What was found'), pairs(report.facts));
  const limits = report.limits.map((says) => element('li', '', says));
  place.append(element('h3', '', 'What this check does not show'), element('ul', '', ...limits));
}

/** Shows one sentence in place of a report. */
export function showSentence(place: Element, says: string): void {
  place.replaceChildren(element('p', 'verdict', says));
}

function problemList({ problems, more }: Report): HTMLElement {
  const items = problems.map(({ says, expected, found }) => {
    const item = element('li', '', says);
    const values: Fact[] = [];
    if (expected !== undefined) values.push({ name: 'Expected', value: expected, exact: true });
    if (found !== undefined) values.push({ name: 'Found', value: found, exact: true });
    if (values.length > 0) item.append(pairs(values));
    return item;
  });
  return element('div', '', element('ol', '', ...items), ...(more === '' ? [] : [element('p', '', more)]));
}

function pairs(facts: readonly Fact[]): HTMLElement {
  return element(
    'dl',
    '',
    ...facts.flatMap(({ name, value, exact }) => [
      element('dt', '', name),
      element('dd', exact === true ? 'exact' : '', value),
    ]),
  );
}
