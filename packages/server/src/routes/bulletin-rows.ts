import { FORMATS, fileName, type Language, type OwnErratum, releasedFrom } from '@armistice/core/bulletin';
import type { BulletinEntry } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { erratumList } from '../bulletin/erratum.ts';
import { languagesOf } from '../bulletin/maker.ts';
import type { BulletinRow } from '../derived/bulletins.ts';
import { Problem } from '../problems.ts';

// How a bulletin is told of to whoever asks.

/** Formats that people read: these are also made as they stand after errata. */
const READ_WITH_ERRATA: readonly string[] = ['html', 'pdf'];

/** A bulletin in the list: what is held back from a reader stands in no field. */
export function rowFor({ index, at, audience, body, errata, due }: BulletinRow, reader: string) {
  const { number, type, title, issued, from, to, size, rule, release, figures } = body;
  const released = releasedFrom(reader, body) <= Date.now();
  return {
    ...{ number, type, audience, index, at: new Date(at).toISOString(), from, to, size, rule },
    ...(title === undefined || !released ? {} : { title }),
    ...(issued === undefined ? {} : { issued }),
    languages: [...languagesOf(body)],
    ...(release === undefined ? {} : { release }),
    released,
    ...(figures === undefined || !released ? {} : { figures }),
    errata: errata.map(({ index: where, at: when, body: erratum }) => ({
      ...{ index: where, at: new Date(when).toISOString(), reason: erratum.reason },
      changes: released ? [...erratum.changes] : [],
    })),
    due: [...due],
  };
}

export function defaultLanguage(body: BulletinEntry): Language {
  const languages = languagesOf(body);
  return languages.includes('en') ? 'en' : (languages[0] ?? 'en');
}

/** The errata that a file is asked for with: tables for machines are of observations, which errata leave as they are. */
export function errataAsked(row: BulletinRow, as: string | undefined, format: string): readonly OwnErratum[] {
  if (as !== 'corrected') return [];
  if (!READ_WITH_ERRATA.includes(format))
    throw new Problem(
      'bulletin/file',
      `${format} holds observations alone: take ${READ_WITH_ERRATA.join(' or ')} to read it with its errata`,
    );
  return erratumList(row);
}

/** Its files by language and format, each with the hash that its entry states. */
export function filesOf({ body, errata }: BulletinRow, audience: string) {
  const whom = audience === PUBLIC ? '' : `&audience=${encodeURIComponent(audience)}`;
  return languagesOf(body).flatMap((language) =>
    FORMATS.map((format) => {
      const hash = body.files?.[fileName({ language, format })];
      const href = `/api/bulletins/${encodeURIComponent(body.number)}/file.${format}?lang=${language}${whom}`;
      return {
        ...{ language, format, href },
        ...(hash === undefined ? {} : { hash }),
        ...(errata.length > 0 && READ_WITH_ERRATA.includes(format)
          ? { corrected: `${href}&as=corrected` }
          : {}),
      };
    }),
  );
}
