/** Pixels around a pointer in which an incident is meant. */
export const REACH = 9;
