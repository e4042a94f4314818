/**
 * Where the keyboard and the screen reader are after a change of page.
 * @typedef {import("./messages.d.ts").State} State
 */
import { NINE, options } from "./keypad.js";
import { isWarning, screenOf } from "./reducer.js";

/**
 * @param {HTMLElement} root
 * @param {State} before
 * @param {State} after what was just drawn
 */
export function follow(root, before, after) {
  if (isWarning(after)) {
    if (!isWarning(before)) focusOn(root, "[data-focus=warning]");
    return;
  }
  const left = Boolean(before.now?.state?.evacuation) !== Boolean(after.now?.state?.evacuation);
  const moved = left || JSON.stringify(screenOf(before)) !== JSON.stringify(screenOf(after));
  if (moved) root.querySelector("main")?.scrollTo({ top: 0, behavior: "instant" });
  if (moved || isWarning(before)) focusOn(root, "[data-focus=page]");
  else if (after.nine !== before.nine) options(root)[after.nine * NINE]?.scrollIntoView({ block: "start" });
  else if (after.failure && !before.failure) focusOn(root, "[data-focus=failure]");
}

/** @param {HTMLElement} root @param {string} selector */
function focusOn(root, selector) {
  /** @type {HTMLElement | null} */
  const place = root.querySelector(selector);
  place?.focus({ preventScroll: selector !== "[data-focus=failure]" });
}
