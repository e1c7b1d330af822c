import { type Result, refuse } from '../base/index.ts';
import { csvOf } from './csv.ts';
import { documentOf } from './document-of.ts';
import { geojsonOf } from './geojson.ts';
import { htmlOf } from './html.ts';
import type { Bulletin } from './model.ts';
import { isLanguage, type Language } from './sentences/index.ts';

/** What a bulletin is published as; PDF is set by the server out of the same document. */
export const FORMATS = ['html', 'csv', 'geojson', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: { readonly [format in Format]: string } = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  geojson: 'application/geo+json',
  pdf: 'application/pdf',
};

export interface FileName {
  readonly language: Language;
  readonly format: Format;
}

/** `uk.pdf`: how an entry names a file. */
export function fileName({ language, format }: FileName): string {
  return `${language}.${format}`;
}

export function readFileName(name: string): Result<FileName> {
  const [language, format, ...rest] = name.split('.');
  const known = FORMATS.find((one) => one === format);
  return isLanguage(language) && known !== undefined && rest.length === 0
    ? { ok: true, value: { language, format: known } }
    : refuse(
        'bulletin/file',
        `"${name}" is no file of a bulletin: take a language and a format, such as uk.pdf`,
      );
}

/** The text of a file of a bulletin. */
export function textOf(
  bulletin: Bulletin,
  { language, format }: FileName & { readonly format: Exclude<Format, 'pdf'> },
): string {
  switch (format) {
    case 'html':
      return htmlOf(documentOf(bulletin, language));
    case 'csv':
      return csvOf(bulletin, language);
    case 'geojson':
      return geojsonOf(bulletin, language);
  }
}
