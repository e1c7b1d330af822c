import { hex, sha256, utf8 } from '@armistice/core/record';

/** A link to a post or an article. Only its hash may be kept. */
export interface PostLink {
  /** As given, to be hashed. */
  readonly address: string;
  /** Who published it: the site, and on platforms a hash of the account. Never the account itself. */
  readonly account: string;
  /** UTC milliseconds, where the number of the post tells it. */
  readonly posted?: number;
}

/** What a list of sources holds. */
export interface Links {
  readonly links: readonly PostLink[];
  /** Sources that the authors have hidden. */
  readonly hidden: number;
  /** Items that are neither. */
  readonly unread: number;
}

/** Sites on which the account is the source, and how they are called here. */
const PLATFORMS: { readonly [host: string]: string } = {
  't.me': 't.me',
  'twitter.com': 'twitter.com',
  'mobile.twitter.com': 'twitter.com',
  'x.com': 'twitter.com',
  'facebook.com': 'facebook.com',
  'm.facebook.com': 'facebook.com',
  'instagram.com': 'instagram.com',
  'youtube.com': 'youtube.com',
  'youtu.be': 'youtube.com',
  'tiktok.com': 'tiktok.com',
  'vk.com': 'vk.com',
  'reddit.com': 'reddit.com',
  'drive.google.com': 'drive.google.com',
};

const HIDDEN = 'HIDDEN';

/** Reads a list of links with commas between them; a comma may stand within a link, and words may follow on it. */
export function readLinks(list: string): Links {
  const links: PostLink[] = [];
  let [hidden, unread] = [0, 0];
  for (const item of list.split(/,(?=\s*(?:https?:|HIDDEN))/).map((one) => one.trim())) {
    if (item === '') continue;
    if (item.startsWith(HIDDEN)) {
      hidden += 1;
      continue;
    }
    const found = item.split(/\s+/).flatMap((word) => readLink(word.replace(/,+$/, '')) ?? []);
    links.push(...found);
    if (found.length === 0) unread += 1;
  }
  return { links, hidden, unread };
}

function readLink(address: string): PostLink | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const host = url.hostname.replace(/^www\./, '');
  const platform = PLATFORMS[host];
  if (platform === undefined) return { address, account: host };
  const posted = platform === 'twitter.com' ? snowflakeTime(url.pathname) : undefined;
  return {
    address,
    account: `${platform}.${digits(accountOf(platform, url))}`,
    ...(posted === undefined ? {} : { posted }),
  };
}

/** The part of an address that is the account; the whole of it where it names none. */
function accountOf(platform: string, url: URL): string {
  const path = url.pathname.split('/').filter((part) => part !== '');
  const [first = '', second = ''] = path;
  const given = url.searchParams.get('id');
  if (platform === 't.me') return first === 'c' || first === 's' ? `${first}/${second}` : first.toLowerCase();
  if (platform === 'twitter.com' && first !== 'i') return first.toLowerCase();
  if (platform === 'facebook.com')
    return given ?? (/\.php$|^(?:watch|reel|share)$/.test(first) ? url.href : first);
  if (['tiktok.com', 'vk.com'].includes(platform)) return first;
  return url.href;
}

function digits(account: string): string {
  return hex(sha256(utf8(account))).slice(0, 10);
}

/** X counts its posts by milliseconds since this moment, in all but the last 22 bits. */
const SNOWFLAKE_EPOCH = 1_288_834_974_657n;

function snowflakeTime(path: string): number | undefined {
  const found = /\/status(?:es)?\/(\d{15,20})/.exec(path)?.[1];
  return found === undefined ? undefined : Number((BigInt(found) >> 22n) + SNOWFLAKE_EPOCH);
}
