import { type ContextLine, contextSource, type Dataset } from './context.ts';
import { type DailySummary, IssueChain, summaryOutcome } from './daily-summary.ts';
import { type FeedItem, openFeed, readItem } from './feed-items.ts';
import { textOfHtml } from './html-text.ts';
import { reportId } from './identity.ts';
import type { Intake, Outcome, Taken } from './intake.ts';
import { UnreadableSource } from './intake.ts';
import { type Rejection, rejection } from './rejection.ts';
import { readSummary } from './summary-prose.ts';

// A feed of RSS 2.0, such as ReliefWeb's. Daily summaries of a monitoring mission become figures, and reports where a
// figure is above 0; every other item becomes a publication. Nothing is fetched, and no link is kept.

const DAILY = /\bDaily Report (\d{1,4}\/\d{4})\b.*?\bissued on (\d{1,2}) ([A-Z][a-z]+) (\d{4})\b/;

/** Opens a feed. */
export async function openRss(source: AsyncIterable<Uint8Array>): Promise<Intake> {
  const feed = await openFeed(source);
  if (!/<(?:rss|rdf:RDF|channel)\b/.test(feed.prolog))
    throw new UnreadableSource(
      'this is no RSS feed: it has no <rss> and no <channel>',
      'send the feed itself, as XML',
    );
  const dataset = datasetOf(feed.prolog);
  const chain = new IssueChain();
  async function* taken(): AsyncGenerator<Taken> {
    for await (const item of feed.items)
      yield {
        line: item.line,
        outcome: outcomeOf(item, dataset, chain),
        back: (rejected) => back(rejected, item),
      };
  }
  const head = feed.prolog.replace(/(<\?xml[^>]*\bencoding\s*=\s*["'])[\w.-]+/, '$1utf-8').trimEnd();
  return { taken: taken(), head: `${head}\n`, tail: '</channel></rss>\n', dataset };
}

/** The feed as a data set: its own title, and what it says of rights. */
function datasetOf(prolog: string): Dataset {
  const of = (name: string) => {
    const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(prolog)?.[1];
    return found === undefined
      ? undefined
      : textOfHtml(found.replace(/^<!\[CDATA\[|\]\]>$/g, '')).slice(0, 300);
  };
  const title = of('title') ?? 'a feed without a title';
  return {
    name: 'rss',
    title,
    licence: of('copyright') ?? 'The feed states no licence; ask its publisher before passing it on',
    cite: `Publisher: ${title}`,
  };
}

function outcomeOf(item: FeedItem, dataset: Dataset, chain: IssueChain): Outcome {
  const { line, raw } = item;
  const refused = (one: Rejection): Outcome => ({ type: 'rejected', rejection: one });
  if (item.tooLong) return refused(rejection(line, 'row/too-long', 'the item is longer than 4 MiB'));
  if (raw.includes('\ufffd'))
    return refused(rejection(line, 'row/encoding', 'the item holds broken letters'));
  const read = readItem(raw);
  if ('problem' in read)
    return refused(rejection(line, 'row/xml', `the item is not well-formed: ${read.problem}`));
  const title = textOfHtml(read.fields.get('title') ?? '').replaceAll('\n', ' ');
  const text = textOfHtml(read.fields.get('description') ?? '');
  const published = momentOf(read.fields.get('pubDate'));
  const source = contextSource(dataset, authorOf(read.fields.get('author'), text));
  const key = read.fields.get('guid') ?? read.fields.get('link') ?? title;
  const daily = DAILY.exec(title);
  if (daily === null) {
    const publication: ContextLine = {
      context: 'publication',
      id: reportId('publication', source, key),
      source,
      title: title.slice(0, 500),
      ...(published === undefined ? {} : { published }),
      licence: dataset.licence,
    };
    return { type: 'context', context: [publication], notes: [] };
  }
  const summary = readSummary(text);
  if ('problem' in summary) return refused(rejection(line, 'row/prose', `${title}: ${summary.problem}`));
  const [, issue = '', day = '', month = '', year = ''] = daily;
  const whole: DailySummary = {
    dataset,
    source,
    issue,
    issued: { day, month, year },
    text,
    periods: summary.periods,
  };
  return summaryOutcome(whole, line, chain);
}

function authorOf(author: string | undefined, text: string): string | undefined {
  const named = author ?? /^Sources?: (.+)$/m.exec(text)?.[1];
  return named === undefined || named === '' ? undefined : named;
}

function momentOf(pubDate: string | undefined): string | undefined {
  const at = Date.parse(pubDate ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function back({ line, code, reason, remedy }: Rejection, { raw, tooLong }: FeedItem): string {
  const words = `line ${line}: ${reason} (${code}). What to do: ${remedy}`
    .replaceAll(/-{2,}/g, '–')
    .replaceAll('<', '‹')
    .replaceAll('>', '›');
  // What was cut, or never closed, would spoil the file; it goes back as a text.
  const whole =
    !tooLong && raw.endsWith('</item>') ? raw : `<item><description>${escaped(raw)}</description></item>`;
  return `<!-- ${words} -->\n${whole}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
