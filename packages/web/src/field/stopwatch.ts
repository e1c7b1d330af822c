/**
 * Begins to measure; called, it answers the milliseconds since, by that of two clocks which went farther. The device's own may be
 * set back; the other only goes on, and may stand still while the device sleeps.
 */
export function stopwatch(): () => number {
  const [wall, steady] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - wall, performance.now() - steady);
}
