/** Clock times on the pages: always the hall's own, wherever the browser stands. */
import { clockTime } from "/assets/clock.js";

/**
 * @param {{timezone: string} | null | undefined} hall a state of the hall; null when none was heard yet
 * @param {string | Date} moment
 * @returns {string} such as 09:05
 */
export function hallTime(hall, moment) {
  return clockTime(new Date(moment), hall?.timezone);
}
