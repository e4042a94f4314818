/** What is said of a call, as a line to read: the hall's own words, or the board's. */

/**
 * @param {import("./types.js").Scene} scene
 * @param {import("./types.js").Call} call
 */
export function caption({ words }, { spoken, number, window }) {
  if (spoken && (spoken.zh || spoken.en)) return words.name(spoken);
  return words.both("caption", { number, window });
}
