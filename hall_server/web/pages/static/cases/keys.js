/** The keyboard of the list: / to search, arrows along the rows, Enter opens one. */
import { asksForHelp } from "../help.js";

/** @param {import("../language.js").Speech} speech @returns {import("../help.js").Shortcut[]} */
export function shortcuts({ tell }) {
  return [
    ["/", tell("cases.key.search")],
    ["↑ ↓", tell("cases.key.walk")],
    ["Enter", tell("cases.key.open")],
    ["Esc", tell("cases.key.escape")],
  ];
}

/** @param {KeyboardEvent} event @param {import("./state.js").Cases} screen @param {import("./state.js").Hands} hands */
export function onKey(event, screen, hands) {
  if (screen.help || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (asksForHelp(event)) return take(event, () => hands.change({ help: true }));
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=q]"));
  const typing = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) return take(event, () => box?.focus());
  if (event.key === "Escape") return take(event, () => (box?.blur(), hands.clear()));
  if (event.target instanceof HTMLElement && event.target.matches("select, [role=tab]")) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) return take(event, () => walk(step, screen, hands));
  if (event.key === "Enter" && !typing && screen.list !== "events") open(screen);
}

/** @param {KeyboardEvent} event @param {() => unknown} then */
function take(event, then) {
  event.preventDefault();
  then();
}

/** @param {number} step @param {import("./state.js").Cases} screen @param {import("./state.js").Hands} hands */
function walk(step, { at, cases }, hands) {
  const last = (cases?.length ?? 0) - 1;
  const to = Math.max(0, Math.min(last, at + step));
  if (last < 0) return;
  hands.change({ at: to });
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-row="${to}"] a`))?.focus();
}

/** @param {import("./state.js").Cases} screen */
function open({ at, cases }) {
  const picked = cases?.[at];
  if (picked && !(document.activeElement instanceof HTMLAnchorElement) && !(document.activeElement instanceof HTMLButtonElement)) {
    location.assign(`/cases/${picked.number}`);
  }
}
