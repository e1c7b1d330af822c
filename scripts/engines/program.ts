import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program of this machine, looked up as a shell would; undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder; the next one may have it.
    }
  }
  return undefined;
}

/** As `findProgram`; where it is missing, throws with the Debian package that brings it. */
export function requireProgram(name: string, debianPackage = name): string {
  const found = findProgram(name);
  if (found === undefined) throw new Error(missing(name, debianPackage));
  return found;
}

/**
 * Why a test that needs the program is skipped, in one line; undefined where it must run. Where CI is true that is
 * always: there a missing program is a failure, since a skipped check would look like a passed one.
 */
export function whySkipped(name: string, debianPackage = name): string | undefined {
  if (process.env.CI === 'true' || findProgram(name) !== undefined) return undefined;
  return missing(name, debianPackage);
}

function missing(name: string, debianPackage: string): string {
  return `needs ${name}, which is not installed here: apt-get install ${debianPackage}`;
}
