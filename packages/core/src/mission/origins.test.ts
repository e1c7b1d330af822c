import { expect, test } from 'vitest';
import { forFusion, withOrigins } from './origins.ts';

const hash = (kind: string, digit: string) => `${kind}:${digit.repeat(64)}`;
const [article, witness] = [hash('article', 'a'), hash('origin', 'b')];

test('an outlet that cites an article or a witness repeats no report; one that names a report does', () => {
  const cites = forFusion({ source: 'paper', derivedFrom: [article, witness] });
  expect(cites).toEqual({ source: 'paper' });
  expect(forFusion({ source: 'paper', derivedFrom: [article, 'post-1'] }).derivedFrom).toEqual(['post-1']);
  const plain = { source: 'post-1' };
  expect(forFusion(plain)).toBe(plain);
});

test('two outlets that repeat one witness are one origin, also by way of a third', () => {
  const paper = { source: 'paper', derivedFrom: [witness] };
  const wire = { source: 'wire', derivedFrom: [article] };
  const both = { source: 'radio', derivedFrom: [article, witness] };
  const of = (...reports: readonly { readonly source: string }[]) =>
    withOrigins({ origins: reports.length }, reports).origins;
  expect(of(paper, wire)).toBe(2);
  expect(of(paper, wire, both)).toBe(1);
  expect(of(paper, wire, { source: 'post-1' })).toBe(3);
});

test('what fusion did not count as an origin is none, whatever it cites', () => {
  expect(withOrigins({ origins: 1 }, [{ source: 'paper' }, { source: 'wire' }]).origins).toBe(1);
});
