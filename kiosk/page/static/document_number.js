/** Numbers as a visitor types them, looked at before the kiosk is asked. Pure. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

/** So long is a resident's number, and a mobile phone's. */
export const DOCUMENT_LENGTH = 18;
export const PHONE_LENGTH = 11;

/**
 * GB 11643: the last character checks the seventeen before it.
 * @param {string} typed
 * @returns {boolean} false only for a whole resident's number with a wrong character; others are the hall's to judge
 */
export function mayBeRight(typed) {
  if (!/^\d{17}[\dX]$/.test(typed)) return true;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(typed[place]), 0);
  return CHECKS[sum % 11] === typed[17];
}

/**
 * In the groups in which people read it: region, birth, the rest; a phone as 3-4-4.
 * @param {string} typed
 * @param {"document" | "phone"} by
 */
export function grouped(typed, by) {
  const ends = by === "phone" ? [3, 7] : [6, 14];
  return [...typed].map((letter, place) => (ends.includes(place) ? ` ${letter}` : letter)).join("");
}
