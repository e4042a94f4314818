/** What the page that looks back knows, and what can be done on it. */

/**
 * @typedef {object} Past
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {number} wanted the moment asked for, in milliseconds since the epoch
 * @property {import("../messages").PastState | null} past the hall at the moment last answered
 * @property {boolean} playing a minute of the hall passes in every second
 * @property {string | null} refusal
 * @property {string | null} picked the window whose card is open
 * @property {string | null} pickedQueue the queue whose numbers are shown; never both
 * @property {string | null} reached the window the arrow keys stand on
 * @property {boolean} help
 * @property {import("../messages").Story | null} story the ticket's story that is open
 */

/**
 * @typedef {object} Hands
 * @property {(part: Partial<Past>) => void} change
 * @property {(moment: number) => void} goTo milliseconds since the epoch
 * @property {(minutes: number) => void} step
 * @property {() => void} play begins or stops
 * @property {(window: string) => void} pick
 * @property {(queue: string) => void} pickQueue
 * @property {(ticket: number) => Promise<void>} story
 */

export const MINUTE_MS = 60_000;

/** @param {Past} screen @returns {number} minutes from midnight to the moment wanted, by the day last answered */
export function minuteOf({ wanted, past }) {
  return past === null ? 0 : Math.floor((wanted - Date.parse(past.midnight)) / MINUTE_MS);
}

/** @param {import("../messages").PastState} past @returns {number} minutes of its day: a day may have 23 or 25 hours */
export function minutesOfDay({ density, density_minutes }) {
  return density.length * density_minutes;
}
