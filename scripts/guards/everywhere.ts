import { refused } from './row.ts';

// Rules for every package, as rows.

export const everywhereRows = [
  ...refused(
    'packages/server/src/source.ts',
    'lint/correctness/noUndeclaredDependencies',
    "import a from 'left-pad';",
  ),
  ...refused('packages/server/src/source.ts', 'lint/suspicious/noConsole', "console.log('a');"),
  ...refused(
    'packages/server/src/source.ts',
    'lint/suspicious/noExplicitAny',
    'export const a = (b: any) => b;',
  ),
  ...refused('packages/server/src/source.ts', 'lint/style/noDefaultExport', 'export default 1;'),
  ...refused('packages/server/src/source.ts', 'lint/style/noEnum', 'export enum A { B }'),
  ...refused(
    'packages/server/src/source.ts',
    'lint/nursery/noFloatingPromises',
    'async function a(): Promise<void> {}\nexport function b(): void { a(); }',
  ),
];
