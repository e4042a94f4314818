/** The keyboard of the hall's page: one letter for each place on it. */
import { asksForHelp } from "../help.js";
import { TABS } from "./side.js";

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** By place on the keyboard, not by character: a Chinese input method hides the character. @type {Record<string, import("./side.js").Tab>} */
const TAB_KEYS = { KeyA: "alerts", KeyM: "messages", KeyP: "printers", KeyJ: "journal" };

/** @param {import("../language.js").Speech} speech @returns {import("../help.js").Shortcut[]} */
export function shortcuts({ tell }) {
  return [
    ["F", tell("floor.key.plan")],
    ["← → ↑ ↓", tell("floor.key.arrows")],
    ["Enter", tell("floor.key.enter")],
    ["C", tell("floor.key.card")],
    ["Q", tell("floor.key.queues")],
    ...TABS.map((tab) => /** @type {import("../help.js").Shortcut} */ ([keyOf(tab), tell(`floor.tab.${tab}`)])),
    ["Esc", tell("floor.key.escape")],
  ];
}

/** @param {string} tab @returns {string} its letter */
function keyOf(tab) {
  return Object.keys(TAB_KEYS).find((code) => TAB_KEYS[code] === tab)?.slice(-1) ?? "";
}

/** @param {KeyboardEvent} event @param {Hall} screen @param {Hands} hands */
export function onKey(event, screen, hands) {
  if (screen.hall === null || screen.asking !== null || screen.story !== null) return;
  if (asksForHelp(event)) return take(event, () => hands.ask({ kind: "help" }));
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || isTyping(event)) return;
  if (event.key === "Escape") return hands.change({ picked: null, pickedQueue: null, refusal: null, notice: null });
  if (event.code === "KeyF") return take(event, () => reach(".tile[tabindex='0']"));
  if (event.code === "KeyC") return take(event, () => reach(".card-acts button:enabled", ".card button"));
  if (event.code === "KeyQ") return take(event, () => reach(".queues .pick"));
  const tab = TAB_KEYS[event.code];
  if (tab === undefined) return;
  take(event, () => {
    hands.change({ tab });
    reach(".list button:enabled", ".list a", ".list");
  });
}

/** @param {string[]} places the first of these that is there gets the keyboard */
function reach(...places) {
  const found = places.map((place) => document.querySelector(place)).find((element) => element !== null);
  /** @type {HTMLElement | undefined} */ (found)?.focus();
}

/** @param {KeyboardEvent} event @param {() => unknown} then */
function take(event, then) {
  event.preventDefault();
  then();
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  return event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
}
