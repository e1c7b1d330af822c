import { isLanguage, LANGUAGES, type Language } from '@armistice/core/bulletin';
import { PUBLIC } from '@armistice/core/record';
import type { PortalMission } from '../derived/portal.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { framed, type PortalPage } from './frame.ts';
import { agreementPage, agreementsPage } from './pages/agreements.ts';
import { bulletinsFeed, bulletinsPage, type FileOf } from './pages/bulletins.ts';
import { coveragePage } from './pages/coverage.ts';
import { frontPage } from './pages/front.ts';
import { incidentPage, incidentsPage } from './pages/incidents.ts';
import { parityPage } from './pages/parity.ts';
import { checkPage, missingPage, sendPage, waitingPage } from './pages/plain.ts';
import { type Speech, speechIn } from './speech.ts';

/** What one address of the portal asks for. */
export interface PortalRequest {
  readonly language: Language;
  /** `` for the front, `incidents`, `incidents/<id>`, … */
  readonly rest: string;
  /** Where the page of incidents before ended. */
  readonly after?: string;
  /** How this server was reached, as `http://127.0.0.1:8370`. */
  readonly origin: string;
}

/** An answer of the portal. */
export interface PortalAnswer {
  readonly status: 200 | 404 | 503;
  readonly type: 'text/html' | 'application/atom+xml';
  readonly text: string;
}

/** Makes the public pages, of what everyone may know and of nothing else. */
export class Portal {
  readonly #mission: Mission;
  readonly #library: string;
  readonly #fileOf: () => FileOf;

  /** `library` is where the agreements lie that are shipped beside the program; `fileOf` says where files of bulletins are. */
  constructor(mission: Mission, library: string, fileOf: () => FileOf) {
    this.#mission = mission;
    this.#library = library;
    this.#fileOf = fileOf;
  }

  /** The page that is asked for; while nothing can be worked out, a page that says so and when to come again. */
  async answer(request: PortalRequest): Promise<PortalAnswer> {
    const speech = speechIn(request.language);
    try {
      // A record that is half read back would read like all of it.
      this.#mission.mustBeReady();
      return await this.#answer(request, speech);
    } catch (error) {
      const page = waitingPage(error, speech, request.rest);
      if (page === undefined) throw error;
      return { status: 503, type: 'text/html', text: framed(page, speech, undefined, request.rest) };
    }
  }

  async #answer(request: PortalRequest, speech: Speech): Promise<PortalAnswer> {
    const about = await this.#mission.ask('portalMission', PUBLIC, {});
    if (request.rest === 'bulletins.atom') {
      const text = await bulletinsFeed(this.#mission, about, speech, request.origin);
      return { status: 200, type: 'application/atom+xml', text };
    }
    const page = await this.#page(request, about, speech).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'request/not-found') return undefined;
      throw error;
    });
    const text = framed(page ?? missingPage(speech), speech, about, page === undefined ? '' : request.rest);
    return { status: page === undefined ? 404 : 200, type: 'text/html', text };
  }

  async #page(
    { rest, after, origin }: PortalRequest,
    about: PortalMission,
    speech: Speech,
  ): Promise<PortalPage | undefined> {
    const mission = this.#mission;
    const [section = '', id, ...more] = rest.split('/');
    if (more.length > 0) return undefined;
    if (id !== undefined) return this.#one(section, id, about, speech);
    switch (section) {
      case '':
        return frontPage(mission, speech, await this.#places());
      case 'incidents':
        return incidentsPage(mission, speech, after);
      case 'bulletins':
        return bulletinsPage(mission, about, speech, this.#fileOf());
      case 'agreements':
        return agreementsPage(mission, speech);
      case 'coverage':
        return coveragePage(mission, speech);
      case 'parity':
        return parityPage(mission, about, speech);
      case 'check':
        return checkPage(mission, speech, origin);
      case 'send':
        return sendPage(speech);
      default:
        return undefined;
    }
  }

  async #one(
    section: string,
    id: string,
    about: PortalMission,
    speech: Speech,
  ): Promise<PortalPage | undefined> {
    if (section === 'incidents' && /^[0-9a-f]{64}$/.test(id))
      return incidentPage(this.#mission, about, speech, id);
    if (section === 'agreements') return agreementPage(this.#mission, speech, id);
    return undefined;
  }

  /** Names on the map, of the first agreement that has any. */
  async #places(): Promise<unknown> {
    for (const { agreement } of await this.#mission.ask('adoptedTexts', PUBLIC, {})) {
      const asked = { id: agreement.agreement, folder: this.#library };
      const found = JSON.parse(await this.#mission.ask('agreement', PUBLIC, asked)) as {
        readonly places?: unknown;
      };
      if (found.places !== undefined) return found.places;
    }
    return undefined;
  }
}

/** The first language of a browser that the portal speaks, else English. */
export function languageFor(accepted = ''): Language {
  const wanted = accepted.split(',').map((part) => part.trim().split(/[;-]/)[0]);
  return wanted.find(isLanguage) ?? 'en';
}

/** Every address of the portal that needs no name, for tests and maps of the site. */
export const PORTAL_PATHS: readonly string[] = LANGUAGES.flatMap((language) =>
  ['', 'incidents', 'bulletins', 'agreements', 'coverage', 'parity', 'check', 'send', 'bulletins.atom'].map(
    (rest) => `/portal/${language}/${rest}`,
  ),
);
