import { Type } from 'typebox';
import { Audience, AudienceQuery } from './schemas.ts';

const Moment = Type.String({ maxLength: 40, description: 'a time with its offset' });
const Word = Type.String({ maxLength: 63 });
const Hash = Type.String({ description: 'sha256: and 64 hexadecimal digits' });

export const BulletinType = Type.Enum(['spot', 'daily', 'weekly', 'thematic']);
const Release = Type.Object(
  { parties: Moment, partners: Moment, public: Moment },
  { additionalProperties: false, description: 'from when on each is given the document; in this order' },
);
const Rule = Type.Object({ rule: Type.String(), version: Type.Integer() });

export const BulletinRowSchema = Type.Object({
  number: Type.String(),
  type: BulletinType,
  title: Type.Optional(Type.String()),
  audience: Type.String({ description: 'whose bulletin it is' }),
  index: Type.Integer({ description: 'entry of the record' }),
  at: Type.String({ description: 'when the record took it' }),
  issued: Type.Optional(Type.String()),
  from: Type.String(),
  to: Type.String(),
  size: Type.Integer({ description: 'its input: the first so many entries' }),
  rule: Rule,
  languages: Type.Array(Type.String()),
  release: Type.Optional(Release),
  released: Type.Boolean({ description: 'whether the document is given to whom it was asked for' }),
  figures: Type.Optional(Type.Unknown({ description: 'as they were published' })),
  errata: Type.Array(
    Type.Object({
      index: Type.Integer(),
      at: Type.String(),
      reason: Type.String(),
      changes: Type.Array(Type.Object({ figure: Type.String(), was: Type.Unknown(), is: Type.Unknown() })),
    }),
  ),
  due: Type.Array(Type.Integer(), {
    description: 'entries that change what it reported, for which no erratum stands yet',
  }),
});

export const BulletinListSchema = Type.Object({
  audience: Type.String(),
  bulletins: Type.Array(BulletinRowSchema, { description: 'the newest first' }),
});

export const BulletinSchema = Type.Object({
  ...BulletinRowSchema.properties,
  body: Type.Unknown({ description: 'the entry, whole' }),
  files: Type.Array(
    Type.Object({
      language: Type.String(),
      format: Type.String(),
      href: Type.String(),
      hash: Type.Optional(Hash),
      corrected: Type.Optional(
        Type.String({ description: 'where it is read as it stands after its errata; left out without any' }),
      ),
    }),
  ),
  model: Type.Unknown({ description: 'everything that it says, without a word of any language' }),
});

export const NumberParams = Type.Object({ number: Type.String({ maxLength: 40 }) });

export const FileQuery = Type.Object(
  {
    ...AudienceQuery.properties,
    as: Type.Optional(
      Type.Enum(['published', 'corrected'], {
        description:
          'corrected: as it stands after its errata, of html and pdf; what was published is struck, and its own file stays as it is',
      }),
    ),
    lang: Type.Optional(Type.Enum(['ar', 'en', 'fr', 'ru', 'uk'])),
  },
  { additionalProperties: false },
);

export const RecountQuery = Type.Object(
  {
    ...AudienceQuery.properties,
    rule: Type.Optional(Type.String({ maxLength: 63, description: 'its own where it is left out' })),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);

export const RecountSchema = Type.Object({
  number: Type.String(),
  published: Type.Optional(Type.Unknown({ description: 'its figures, under its own rule' })),
  recounted: Type.Unknown({ description: 'the same stretch and input under the rule that was asked for' }),
  rule: Type.Unknown({ description: 'that rule, whole' }),
  whose: Type.Object({
    is: Type.Enum(['shipped', 'on-record']),
    by: Type.Optional(Type.String({ description: 'whose key put it on record' })),
  }),
});

export const RulesSchema = Type.Object({
  rules: Type.Array(
    Type.Object({
      rule: Type.String(),
      version: Type.Integer(),
      says: Type.String(),
      by: Type.Optional(
        Type.String({ description: 'key that put it on record; none for one of the program' }),
      ),
    }),
  ),
});

export const DraftBody = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 40 }),
    type: BulletinType,
    from: Moment,
    to: Moment,
    rule: Type.Object(
      { rule: Word, version: Type.Optional(Type.Integer({ minimum: 1 })) },
      { additionalProperties: false },
    ),
    audience: Type.Optional(Audience),
    cutoff: Type.Optional(Moment),
    size: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'so many entries of the record are its input',
      }),
    ),
    issued: Type.Optional(Moment),
    title: Type.Optional(Type.String({ maxLength: 200 })),
    area: Type.Optional(Word),
    areas: Type.Optional(Type.Array(Word, { minItems: 1, maxItems: 100 })),
    languages: Type.Optional(
      Type.Array(Type.Enum(['ar', 'en', 'fr', 'ru', 'uk']), { minItems: 1, maxItems: 5 }),
    ),
    subject: Type.Optional(
      Type.Object(
        { says: Type.String({ maxLength: 1000 }), kinds: Type.Array(Word, { minItems: 1, maxItems: 40 }) },
        { additionalProperties: false },
      ),
    ),
    incident: Type.Optional(Type.String({ maxLength: 64, description: 'of a spot report: key of a report' })),
    remarks: Type.Optional(
      Type.Array(
        Type.Object(
          {
            section: Word,
            text: Type.String({ minLength: 1, maxLength: 4000 }),
            lang: Type.String({ maxLength: 35 }),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 40 },
      ),
    ),
    release: Type.Optional(Release),
    lang: Type.Optional(Type.Enum(['ar', 'en', 'fr', 'ru', 'uk'])),
  },
  { additionalProperties: false },
);

export const DraftedSchema = Type.Object({
  body: Type.Unknown({ description: 'send it as the body of a bulletin entry to publish it' }),
  model: Type.Unknown(),
  html: Type.String({ description: 'as it will be read, in the language asked for' }),
  without: Type.Array(Type.String(), {
    description:
      'formats that this machine cannot make: its entry names no hash of them, and others may make them',
  }),
});

export const ErratumDraftSchema = Type.Object({
  audience: Type.String({ description: 'of the bulletin: the erratum is sent with it' }),
  due: Type.Array(Type.Integer()),
  written: Type.Array(Type.Object({ figure: Type.String(), stands: Type.Unknown() }), {
    description:
      'words of people as they stand: an erratum to them has { figure, was: stands, is } among its changes, with null for words that are withdrawn',
  }),
  body: Type.Optional(
    Type.Unknown({
      description: 'of an erratum, with both figures; left out where nothing came out otherwise',
    }),
  ),
});
