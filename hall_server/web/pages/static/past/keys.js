/** The keyboard of the page that looks back: arrows walk through the day. */
import { asksForHelp } from "../help.js";

/** Minutes that an arrow goes. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -5, ArrowUp: 5, PageDown: -60, PageUp: 60 };

/** @param {import("../language.js").Speech} speech @returns {import("../help.js").Shortcut[]} */
export function shortcuts({ tell }) {
  return [
    ["← →", tell("past.key.one")],
    ["↑ ↓", tell("past.key.five")],
    ["PgUp PgDn", tell("past.key.hour")],
    [tell("key.space"), tell("past.key.play")],
    ["F", tell("floor.key.plan")],
    ["Esc", tell("floor.key.escape")],
  ];
}

/**
 * @param {KeyboardEvent} event nothing is done when something nearer has taken it: among the counters arrows walk from one to the next
 * @param {import("./state.js").Past} screen
 * @param {import("./state.js").Hands} hands
 */
export function onKey(event, screen, hands) {
  if (screen.help || screen.story !== null || event.defaultPrevented) return;
  if (asksForHelp(event)) return take(event, () => hands.change({ help: true }));
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event)) return;
  const minutes = STEPS[event.key];
  if (minutes !== undefined) return take(event, () => hands.step(minutes));
  if (event.key === "Escape") return hands.change({ picked: null, pickedQueue: null, refusal: null });
  if (event.code === "Space" && !isOnControl(event)) return take(event, hands.play);
  if (event.code === "KeyF") {
    take(event, () => /** @type {HTMLElement | null} */ (document.querySelector(".tile[tabindex='0']"))?.focus());
  }
}

/** @param {KeyboardEvent} event @param {() => unknown} then */
function take(event, then) {
  event.preventDefault();
  then();
}

/** @param {KeyboardEvent} event the slider is no typing: its arrows walk as all others do */
function isTyping(event) {
  return event.target instanceof HTMLElement && event.target.matches("input:not([type='range']), textarea, select");
}

/** @param {KeyboardEvent} event a control reached with Tab takes its own Space */
function isOnControl(event) {
  return event.target instanceof HTMLElement && event.target.matches("button, a");
}
