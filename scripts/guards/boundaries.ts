import { allowed, plugin, refused, restrictedImports } from './row.ts';

// The arrows between folders and packages, as rows.

const alone = ['record', 'geo', 'base'].flatMap((folder) => {
  const source = `packages/core/src/${folder}/source.ts`;
  return [
    ...allowed(source, "import { a } from './sibling.ts';", "export { a } from './sibling.ts';"),
    ...refused(
      source,
      restrictedImports,
      "import { a } from '../agreement/index.ts';",
      `import { a } from '../${folder === 'geo' ? 'record' : 'geo'}/index.ts';`,
      `import { a } from '../${folder}/index.ts';`,
      "import type { A } from '../mission/index.ts';",
      "export * from '../fusion/index.ts';",
      "export { a } from '../fusion/index.ts';",
      "const a = await import('../mission/index.ts');",
      "import a from './../mission/index.ts';",
      "import a from './nested/deeper.ts';",
      "import fs from 'node:fs';",
      "import fs from 'fs';",
      "import * as fc from 'fast-check';",
      "import { a } from '@armistice/core/base';",
      "import { a } from '@armistice/server/store';",
      "import a from '#inside';",
      "import a from '/etc/absolute.ts';",
    ),
    ...refused(source, plugin, "export type A = import('../mission/index.ts').A;"),
  ];
});

/** geo may lean on base; notation on both, and on the library of grid references, which nothing in the fold can reach. */
const geodesy = [
  ...allowed('packages/core/src/geo/source.ts', "import { a } from '../base/index.ts';"),
  ...refused(
    'packages/core/src/geo/source.ts',
    restrictedImports,
    "import { a } from '../base/result.ts';",
    "import { forward } from 'mgrs';",
    "import { a } from '../notation/index.ts';",
  ),
  ...allowed(
    'packages/core/src/notation/source.ts',
    "import { a } from '../base/index.ts';",
    "import type { A } from '../geo/index.ts';",
    "import { forward } from 'mgrs/mgrs.js';",
  ),
  ...refused(
    'packages/core/src/notation/source.ts',
    restrictedImports,
    "import { a } from '../mission/index.ts';",
    "import geodesic from 'geographiclib-geodesic';",
  ),
  ...allowed('packages/core/src/geo/source.test.ts', "import geodesic from 'geographiclib-geodesic';"),
];

/** The bulletin stands on the mission; nothing below it may lean on what is printed. */
const bulletins = [
  ...allowed(
    'packages/core/src/bulletin/source.ts',
    "import { a } from './sibling.ts';",
    "import { a } from './sentences/index.ts';",
    "import { a } from '../mission/index.ts';",
  ),
  ...allowed(
    'packages/core/src/bulletin/sentences/source.ts',
    "import type { A } from '../../mission/index.ts';",
  ),
  ...refused(
    'packages/core/src/bulletin/source.ts',
    restrictedImports,
    "import { a } from '../mission/counting.ts';",
    "import { a } from './sentences/en.ts';",
    "import { a } from '../rights/index.ts';",
    "import fs from 'node:fs';",
  ),
  ...refused(
    'packages/core/src/mission/source.ts',
    restrictedImports,
    "import { a } from '../bulletin/index.ts';",
  ),
];

const midway = ['agreement', 'fusion'].flatMap((folder) => {
  const source = `packages/core/src/${folder}/source.ts`;
  const other = folder === 'fusion' ? 'agreement' : 'fusion';
  return [
    ...allowed(
      source,
      "import { a } from './sibling.ts';",
      "import { a } from '../base/index.ts';",
      "import { a } from '../record/index.ts';",
      "import type { A } from '../geo/index.ts';",
    ),
    ...refused(
      source,
      restrictedImports,
      `import { a } from '../${other}/index.ts';`,
      "import { a } from '../mission/index.ts';",
      "import { a } from '../record/sha256.ts';",
      "import { a } from '../geo/line.ts';",
      "import { a } from '../notation/index.ts';",
      "import { a } from '../../../server/src/app.ts';",
      "import { a } from 'kysely';",
      "import fs from 'node:fs';",
    ),
  ];
});

const outer = ['mission', 'relief', 'hotline'].flatMap((folder) => {
  const source = `packages/core/src/${folder}/source.ts`;
  return [
    ...allowed(
      source,
      "import { a } from './sibling.ts';",
      ...['base', 'record', 'geo', 'agreement', 'fusion'].map(
        (to) => `import { a } from '../${to}/index.ts';`,
      ),
    ),
    ...refused(
      source,
      restrictedImports,
      `import { a } from '../${folder === 'mission' ? 'relief' : 'mission'}/index.ts';`,
      "import { a } from '../agreement/parse.ts';",
      "import { a } from '../../../web/src/main.tsx';",
      "import { a } from '@armistice/web';",
      "import { a } from 'react';",
      "import { a } from '../notation/index.ts';",
      "import crypto from 'node:crypto';",
    ),
  ];
});

/** Rights lean on the fold's own table of steps; the fold never asks who may. */
const above = [
  ...allowed(
    'packages/core/src/rights/source.ts',
    "import { a } from './sibling.ts';",
    ...['record', 'geo', 'mission'].map((to) => `import { a } from '../${to}/index.ts';`),
  ),
  ...refused(
    'packages/core/src/rights/source.ts',
    restrictedImports,
    "import { a } from '../mission/transitions.ts';",
    "import { a } from '../fusion/index.ts';",
    "import { a } from '../notation/index.ts';",
    "import { a } from '../../../server/src/app.ts';",
    "import crypto from 'node:crypto';",
  ),
  ...refused(
    'packages/core/src/mission/source.ts',
    restrictedImports,
    "import { a } from '../rights/index.ts';",
  ),
];

const coreTests = ['record', 'agreement', 'mission'].flatMap((folder) => {
  const source = `packages/core/src/${folder}/source.test.ts`;
  return [
    ...allowed(
      source,
      "import { test } from 'vitest';",
      "import * as fc from 'fast-check';",
      "import { createHash } from 'node:crypto';",
      "import { readFile } from 'node:fs/promises';",
      "import canonicalize from 'canonicalize';",
      "import { decodeSdJwt } from '@sd-jwt/decode';",
      "import { a } from './sibling.ts';",
      'export const oracle = Math.sin(1) + 2 ** 0.5;',
      'export const key = crypto.subtle;',
    ),
    ...refused(
      source,
      restrictedImports,
      "import { a } from '../bulletin/index.ts';",
      "import { a } from '../base/result.ts';",
      "import Fastify from 'fastify';",
      "import { a } from '../../../server/src/app.ts';",
    ),
  ];
});

const packages = [
  ...allowed(
    'packages/server/src/routes/source.ts',
    "import { a } from '@armistice/core/record';",
    "import { a } from '../problems.ts';",
    "import { a } from '../store/entries.ts';",
    "import fs from 'node:fs';",
  ),
  ...refused(
    'packages/server/src/routes/source.ts',
    restrictedImports,
    "import { a } from '@armistice/web';",
    "import { a } from '@armistice/web/api';",
    "import { a } from '../../../web/src/api.ts';",
    "import { a } from '@armistice/core';",
    "import { a } from '@armistice/core/record/sha256.ts';",
    "import { a } from '@armistice/core/src/record/index.ts';",
    "import { a } from '../../../core/src/record/index.ts';",
    "import { a } from '../../../../packages/core/src/record/index.ts';",
    "const a = await import('../../../web/src/api.ts');",
  ),
  ...refused(
    'packages/server/src/source.test.ts',
    restrictedImports,
    "import { a } from '../../core/src/record/tree.ts';",
  ),
  ...allowed(
    'packages/web/src/source.ts',
    "import { a } from '@armistice/core/record';",
    "import { a } from './api.ts';",
    "import { a } from './map/layer.ts';",
  ),
  ...refused(
    'packages/web/src/screens/source.tsx',
    restrictedImports,
    "import { a } from '@armistice/server';",
    "import { a } from '@armistice/server/src/app.ts';",
    "import { a } from '../../../server/src/app.ts';",
    "import { a } from '../../../core/src/record/index.ts';",
    "import { a } from '@armistice/core/record/tree';",
    "import type { A } from '../../../server/src/app.ts';",
  ),
];

const testing = [
  ...allowed(
    'packages/core/src/mission/testing.ts',
    "import { test } from 'vitest';\nexport const a = Math.sin(Date.now());",
  ),
  ...refused(
    'packages/core/src/geo/testing.ts',
    restrictedImports,
    "import { a } from '../mission/index.ts';",
  ),
];

/** The simulator: its method of scoring is out of its reach, and its two generators out of each other's. */
const exercise = [
  ...allowed(
    'packages/server/src/exercise-second/source.ts',
    "import type { A } from '../exercise/rows.ts';",
    "import { a } from '../exercise/place.ts';",
    "import { a } from '@armistice/core/mission';",
  ),
  ...refused(
    'packages/server/src/exercise-second/source.ts',
    restrictedImports,
    "import { a } from '../exercise/random.ts';",
    "import { a } from '../exercise/stating.ts';",
    "import { a } from '@armistice/core/fusion';",
    "import { a } from '@armistice/web/api';",
  ),
  ...refused(
    'packages/server/src/exercise/source.ts',
    restrictedImports,
    "import { a } from '@armistice/core/fusion';",
    "import { a } from '../../../core/src/fusion/index.ts';",
  ),
];

export const boundaryRows = [
  ...alone,
  ...geodesy,
  ...bulletins,
  ...midway,
  ...outer,
  ...above,
  ...coreTests,
  ...testing,
  ...packages,
  ...exercise,
];
