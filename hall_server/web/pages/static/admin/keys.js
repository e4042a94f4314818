/** Keys of the page as a whole: / finds, Escape leads back to the list, ? helps. */
import { asksForHelp } from "../help.js";

/** @param {import("../language.js").Speech} spoken @returns {import("../help.js").Shortcut[]} */
export function shortcuts({ tell }) {
  const keys = { find: "/", walk: "↑ ↓", open: "Enter", back: "Esc", move: "Alt ↑ ↓" };
  return Object.entries(keys).map(([does, key]) => [key, tell(`admin.key.${does}`)]);
}

/** @param {KeyboardEvent} event @param {import("./page.js").Admin} screen @param {import("./page.js").Hands} hands */
export function onKey(event, screen, hands) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") !== null) return;
  if (asksForHelp(event)) {
    event.preventDefault();
    hands.change({ helping: true });
  }
  if (event.key === "/" && !isTyping(event.target)) {
    event.preventDefault();
    searchField()?.focus();
    searchField()?.select();
  }
  if (event.key === "Escape" && screen.key !== null) {
    hands.go(screen.section);
    searchField()?.focus();
  }
}

/** @returns {HTMLInputElement | null} */
export function searchField() {
  return document.querySelector("[data-find]");
}

/** @returns {HTMLElement | null} the open form's first field that can be filled */
export function firstField() {
  return document.querySelector("[data-form] fieldset:enabled :is(input, textarea, select)");
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}
