/** A longitude brought into [−180, 180). */
export function wrapLongitude(degrees: number): number {
  if (degrees >= -180 && degrees < 180) return degrees;
  return degrees - 360 * Math.floor((degrees + 180) / 360);
}
