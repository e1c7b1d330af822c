/** Signs that turn what stands around them. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** A value as JSON, to be read or copied: what would turn the text around it stands as its number, which says the same. */
export function asData(value: unknown, space = 0): string {
  const numbered = (sign: string) => `\\u${sign.charCodeAt(0).toString(16)}`;
  return JSON.stringify(value, null, space).replaceAll(TURNING, numbered);
}
