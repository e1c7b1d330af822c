// Test-only: one reader for each audience, and every question that the OpenAPI document lets them ask.
import { MISSION, PARTNERS } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Actor, ANYBODY } from '@armistice/core/rights';
import { type App, type AppParts, buildApp } from './app.ts';
import type { TestMission } from './testing.ts';
import { COMMISSION } from './training/staff.ts';
import { AskingDesk } from './vault/asking-desk.ts';

/** Who reads each audience. */
export const READERS: { readonly [audience: string]: Actor } = {
  [PUBLIC]: ANYBODY,
  [MISSION]: { handle: 'duty-1', roles: ['duty-officer'] },
  [PARTNERS]: { handle: 'relief-1', roles: ['relief-coordinator'] },
  north: { handle: 'lo-north', roles: ['liaison-officer'], party: 'north' },
  south: { handle: 'lo-south', roles: ['liaison-officer'], party: 'south' },
  [COMMISSION]: { handle: 'member-1', roles: ['body-member'], bodies: [COMMISSION] },
};

/** The header by which these tests say who asks. */
export const AS = 'x-as';

let requests = 0;

/** Another address each time: how often one address may ask is another test's. */
export function fromAnywhere(): { readonly remoteAddress: string } {
  requests += 1;
  return { remoteAddress: `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}` };
}

/** The server of a mission, where whoever asks is believed to be one of these; with sign-in and photographs where these are named. */
export function appFor(
  here: TestMission,
  actors: { readonly [name: string]: Actor },
  extend?: (app: App) => void,
  rooms: Pick<AppParts, 'people' | 'disk'> = {},
): Promise<App> {
  return buildApp({
    mission: here.mission,
    desk: here.desk,
    vault: new AskingDesk({ folder: `${here.folder}/vault`, state: `${here.folder}/state` }),
    publicFolder: `${here.folder}/public`,
    operatorToken: 'of nobody in this test',
    actorOf: (request) => actors[String(request.headers[AS] ?? PUBLIC)] ?? ANYBODY,
    web: {},
    onFault: () => undefined,
    ...(extend === undefined ? {} : { extend }),
    ...rooms,
  });
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly enum?: readonly string[]; readonly type?: string };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
}

/** Values that lead somewhere, by the name of a parameter. */
export type Values = { readonly [parameter: string]: readonly string[] };

/** Addresses of every GET of the OpenAPI document: with each value of each parameter, one at a time. */
export async function questionsOf(app: App, values: Values): Promise<readonly string[]> {
  const { paths } = (await app.inject({ url: '/api/openapi.json' })).json() as {
    readonly paths: { readonly [url: string]: { readonly get?: Operation } };
  };
  return Object.entries(paths).flatMap(([url, { get }]) => {
    if (get === undefined || url === '/api/events' || url === '/metrics') return [];
    const queries = (get.parameters ?? []).filter((one) => one.in === 'query' && one.name !== 'audience');
    const asked = queries.flatMap(({ name, schema }) =>
      (values[name] ?? schema.enum ?? []).map((value) => `${name}=${encodeURIComponent(value)}`),
    );
    // Pages of one show what a total or a cursor would tell.
    const paged = queries.some(({ name }) => name === 'limit') ? asked.map((one) => `${one}&limit=1`) : [];
    return filled(url, values).flatMap((path) => ['', ...asked, ...paged].map((query) => `${path}?${query}`));
  });
}

/** A path with each value of its parameters, one parameter after the other. */
function filled(url: string, values: Values): readonly string[] {
  const name = /\{(\w+)\}/.exec(url)?.[1];
  if (name === undefined) return [url];
  return (values[name] ?? ['none']).flatMap((value) => filled(url.replace(`{${name}}`, value), values));
}
