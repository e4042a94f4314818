/** A physical keyboard on the welcome page: the first letter opens the search. */

/**
 * @param {KeyboardEvent} press
 * @param {import("./messages.d.ts").Screen} screen
 * @returns {string | null} the letter that begins a search, or null when the key means something else
 */
export function typedLetter(press, screen) {
  const alone = !press.ctrlKey && !press.altKey && !press.metaKey && !press.isComposing;
  if (screen.name !== "welcome" || !alone || !/^[a-z]$/i.test(press.key)) return null;
  press.preventDefault();
  return press.key.toLowerCase();
}
