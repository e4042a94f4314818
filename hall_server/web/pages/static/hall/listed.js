/** Many windows in few words. Pure. */

const MOST_LISTED = 10;

/**
 * @param {import("../language.js").Speech} speech
 * @param {string[]} windows their numbers
 * @returns {string} the first of them, and how many there are
 */
export function listed({ tell }, windows) {
  const some = windows.slice(0, MOST_LISTED).join(tell("list.comma"));
  return windows.length > MOST_LISTED ? tell("floor.and_more", { some, count: windows.length }) : some;
}
