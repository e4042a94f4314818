/**
 * A hardware keypad, flat or tactile: what each key does, whatever its NumLock says.
 * @typedef {import("./messages.d.ts").Event} Event
 * @typedef {import("./messages.d.ts").State} State
 */
import { isWarning } from "./reducer.js";

/** So many options have a digit at a time. */
export const NINE = 9;
/** As counted by kiosk.css, which draws the digits. */
const OPTIONS = "main button:not(:disabled)";

/** @type {Record<string, string>} */
const KEYS = {
  "0": "repeat", "+": "primary", "-": "back", "*": "home", ".": "aloud", "/": "more", Enter: "primary",
  Backspace: "back", NumpadAdd: "primary", NumpadSubtract: "back", NumpadMultiply: "home",
  NumpadDecimal: "aloud", NumpadDivide: "more", NumpadEnter: "primary",
};

/** @param {ParentNode} root @returns {HTMLElement[]} what can be chosen on the page, in its order */
export function options(root) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(OPTIONS));
  return [...all].filter((one) => one.getClientRects().length > 0);
}

/** @param {ParentNode} root @returns {HTMLElement | null} the page's one button, if it can be pressed */
export function primary(root) {
  return root.querySelector(".dock .primary:not(:disabled)");
}

/**
 * @param {KeyboardEvent} press
 * @param {ParentNode} root
 * @param {State} state
 * @param {(event: Event) => void} send
 * @returns {boolean} whether it was a key of the keypad, which has then been obeyed
 */
export function keypadPress(press, root, state, send) {
  const meaning = meaningOf(press);
  if (meaning === null) return false;
  press.preventDefault();
  // Backspace and Enter are on every keyboard: they alone do not say that there is a keypad.
  if (!["Enter", "Backspace"].includes(press.code)) send({ type: "keyed", nine: state.nine });
  obey(meaning, root, state, send);
  return true;
}

/** @param {KeyboardEvent} press @returns {string | null} a digit or an act; null when it is not for us */
function meaningOf(press) {
  const { key, code } = press;
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.isComposing) return null;
  const onButton = document.activeElement instanceof HTMLButtonElement;
  if (onButton && (key === "Enter" || code === "NumpadEnter")) return null;
  const padDigit = /^Numpad(\d)$/.exec(code)?.[1];
  if (isTyping(padDigit !== undefined || code.startsWith("Numpad"))) return null;
  const digit = padDigit ?? (/^\d$/.test(key) ? key : null);
  return KEYS[code] ?? KEYS[digit ?? key] ?? digit;
}

/** @param {boolean} onPad whether the press goes into a field: figures only into one that asks for figures */
function isTyping(onPad) {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement)) return false;
  return !onPad || field.dataset.figures !== undefined;
}

/**
 * @param {string} meaning
 * @param {ParentNode} root
 * @param {State} state before the press
 * @param {(event: Event) => void} send
 */
function obey(meaning, root, state, send) {
  if (meaning === "home") return send({ type: "home" });
  if (meaning === "repeat") return send({ type: "repeat" });
  if (meaning === "aloud") return send({ type: "set", what: "aloud", on: !state.aloud });
  // Under the question whether anybody is there, any other key says yes.
  if (isWarning(state)) return send({ type: "touched" });
  if (meaning === "back") return send({ type: "back" });
  if (meaning === "primary") return primary(root)?.click();
  const all = options(root);
  if (meaning === "more") return send({ type: "keyed", nine: nextNine(all.length, state.nine) });
  all[state.nine * NINE + Number(meaning) - 1]?.click();
}

/** @param {number} count @param {number} nine @returns {number} the nine options after these, or the first */
function nextNine(count, nine) {
  return (nine + 1) * NINE < count ? nine + 1 : 0;
}
