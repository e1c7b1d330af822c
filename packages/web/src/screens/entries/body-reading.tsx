import type { ReactNode } from 'react';
import { followed } from '../../address.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import { SourceCalled } from '../../ui/source-called.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { asData } from './as-data.ts';
import styles from './entries.module.css';
import { inReadingOrder, useFieldName } from './field-names.ts';

type Body = { readonly [name: string]: unknown };

const GROUPS = ['status', 'kind', 'means', 'phase', 'attribution', 'finding', 'role'] as const;
const STANCES = ['accepts', 'contests', 'notes'] as const;
/** A moment as the record writes it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Fields in which somebody wrote sentences: in the language that the body names, or in the one they write. */
const SENTENCES = ['text', 'reason', 'words', 'dissent', 'remedy', 'condition', 'title'];

interface BodyReadingProps {
  readonly body: Body;
  /** What the record calls the source that the body names. */
  readonly sourceName: string | undefined;
}

/** What an entry says, field by field in the words of the reader; what has no words here stands as it was written. */
export function BodyReading({ body, sourceName }: BodyReadingProps) {
  const fieldName = useFieldName();
  return (
    <div data-reading>
      <Facts>
        {inReadingOrder(Object.keys(body)).map((name) => (
          <Fact key={name} wide={SENTENCES.includes(name)} name={fieldName(name)}>
            {name === 'source' && sourceName !== undefined ? (
              <SourceCalled source={String(body[name])} name={sourceName} />
            ) : (
              <Value name={name} value={body[name]} body={body} />
            )}
          </Fact>
        ))}
      </Facts>
    </div>
  );
}

interface ValueProps {
  readonly name: string;
  readonly value: unknown;
  readonly body: Body;
}

function Value({ name, value, body }: ValueProps): ReactNode {
  const { r, number } = useRoom('entries');
  const to = addressOf(name, value);
  if (to !== undefined)
    return (
      <a href={to} onClick={followed}>
        <Code>{String(value)}</Code>
      </a>
    );
  if (typeof value === 'boolean') return r(value ? 'reading.yes' : 'reading.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return <Text name={name} value={value} body={body} />;
  if (name === 'count' && Array.isArray(value))
    return value.every(isScalar) ? (
      `\u2066${value.map((one) => number(Number(one))).join('–')}\u2069`
    ) : (
      <Data value={value} />
    );
  if (Array.isArray(value))
    return value.every(isScalar) ? (
      <ul className={styles.listed}>
        {[...new Set(value)].map((one) => (
          <li key={String(one)}>
            <Value name={singular(name)} value={one} body={body} />
          </li>
        ))}
      </ul>
    ) : (
      <Data value={value} />
    );
  return <Structured name={name} value={value} />;
}

function Text({ name, value, body }: ValueProps & { readonly value: string }): ReactNode {
  const { r, word } = useRoom('entries');
  const minute = useMinute();
  const group = GROUPS.find((one) => one === name);
  if (group !== undefined) return <bdi>{balanced(word(group, value))}</bdi>;
  const stance = STANCES.find((one) => one === value);
  if (name === 'stance' && stance !== undefined) return r(`stance.${stance}`);
  if (MOMENT.test(value)) return minute(value);
  if (!SENTENCES.includes(name)) return <Code>{value}</Code>;
  const { lang } = body;
  return (
    <span dir="auto" lang={typeof lang === 'string' ? lang : undefined}>
      {balanced(value)}
    </span>
  );
}

/** What has a shape that people read as one thing: a stretch of time, a range, a point on the map, a weapon. */
function Structured({ name, value }: { readonly name: string; readonly value: unknown }): ReactNode {
  const { r, word, number } = useRoom('entries');
  const minute = useMinute();
  const { from, to, min, best, max, type, at, radius, class: weapon } = (value ?? {}) as Body;
  if (isMoment(from) && isMoment(to)) return from === to ? minute(from) : `${minute(from)} – ${minute(to)}`;
  if (typeof min === 'number' && typeof best === 'number' && typeof max === 'number')
    return r('reading.range', { min: number(min), best: number(best), max: number(max) });
  if (type === 'point' && Array.isArray(at) && typeof radius === 'number')
    return r('reading.point', { at: `\u2066${at[1]}°, ${at[0]}°\u2069`, radius: number(radius) });
  if (name === 'weapon' && typeof weapon === 'string') return word('weapon', weapon);
  return <Data value={value} />;
}

function Data({ value }: { readonly value: unknown }) {
  return <Code>{asData(value)}</Code>;
}

/** Where that which a field names has a page of its own. */
function addressOf(name: string, value: unknown): string | undefined {
  if (name === 'incident' && typeof value === 'string') return `/incidents/${value}`;
  if (name === 'report' && typeof value === 'string') return `/incidents/${value}#report-${value}`;
  if (name === 'bulletin' && typeof value === 'string') return `/bulletins/${encodeURIComponent(value)}`;
  if (name === 'agreement' && typeof value === 'string') return `/agreements/${encodeURIComponent(value)}`;
  const isEntry = ['complaint', 'statement', 'entry', 'because'].includes(name);
  return isEntry && typeof value === 'number' ? `/entries/${value}` : undefined;
}

function singular(name: string): string {
  return name === 'reports' ? 'report' : name;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isMoment(value: unknown): value is string {
  return typeof value === 'string' && MOMENT.test(value);
}
