import type { Page, Request } from 'playwright-core';

/** The public pages as somebody reads them, with whatever browser. */
export class PortalPage {
  readonly page: Page;
  readonly url: string;
  /** What the browser refused or complained of. */
  readonly faults: string[] = [];
  /** Bytes of the answers that came so far, as the server sent them, by address. */
  readonly weights = new Map<string, number>();
  /** Hosts that a page asked for anything. */
  readonly hosts = new Set<string>();
  readonly #weighing: Promise<void>[] = [];

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // A browser asks for an icon by itself; the portal has none, to weigh less.
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
        this.faults.push(message.text());
    });
    page.on('request', (request) => {
      this.hosts.add(new URL(request.url()).host);
      this.#weighing.push(this.#weigh(request));
    });
  }

  async #weigh(request: Request): Promise<void> {
    const response = await request.response();
    if (response === null) return;
    await response.finished();
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    this.weights.set(new URL(request.url()).pathname, responseBodySize + responseHeadersSize);
  }

  /** Opens `incidents` and the like, and tells the status. */
  async open(language: string, rest = ''): Promise<number> {
    const answer = await this.page.goto(`${this.url}/portal/${language}/${rest}`, { waitUntil: 'load' });
    return answer?.status() ?? 0;
  }

  /** Bytes over the wire of all that was asked for. */
  async bytes(): Promise<number> {
    await Promise.all(this.#weighing);
    return [...this.weights.values()].reduce((sum, one) => sum + one, 0);
  }

  /** Language and direction, as the document says them. */
  async said(): Promise<readonly [lang: string | null, dir: string | null]> {
    const document = this.page.locator('html');
    return [await document.getAttribute('lang'), await document.getAttribute('dir')];
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /** Addresses of this server that the page leads to, without what follows a `#`. */
  async links(): Promise<readonly string[]> {
    const all = await this.page
      .locator('a[href], link[href]')
      .evaluateAll((found) =>
        found.map((one) => new URL(one.getAttribute('href') ?? '', document.baseURI).href),
      );
    const whole = all.map((href) => href.replace(/#.*/, '')).filter((href) => href.startsWith(this.url));
    return [...new Set(whole)];
  }
}
