/**
 * One line of code that the lint must refuse, or must let pass, in the file it stands in.
 * `where` names a file `source.*` of the workspace; `refusedBy` is the category that Biome reports, null when allowed.
 */
export type Row = { readonly where: string; readonly code: string; readonly refusedBy: string | null };

export const restrictedImports = 'lint/style/noRestrictedImports';
export const restrictedGlobals = 'lint/style/noRestrictedGlobals';
export const plugin = 'plugin';

export const refused = (where: string, refusedBy: string, ...lines: readonly string[]): readonly Row[] =>
  lines.map((code) => ({ where, code, refusedBy }));

export const allowed = (where: string, ...lines: readonly string[]): readonly Row[] =>
  lines.map((code) => ({ where, code, refusedBy: null }));
