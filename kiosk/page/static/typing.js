/** A physical keyboard on the welcome page: the first letter opens the search. */
import { screenOf } from "./reducer.js";

/**
 * @param {KeyboardEvent} press
 * @param {import("./messages.d.ts").State} state
 * @returns {string | null} the letter that begins a search, or null when the key means something else
 */
export function typedLetter(press, state) {
  const alone = !press.ctrlKey && !press.altKey && !press.metaKey && !press.isComposing;
  const searchable = screenOf(state).name === "welcome" && state.catalogue && state.now?.link === "reached";
  if (!searchable || !alone || !/^[a-z]$/i.test(press.key)) return null;
  press.preventDefault();
  return press.key.toLowerCase();
}
