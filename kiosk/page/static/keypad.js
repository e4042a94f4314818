/**
 * A hardware keypad, flat or tactile: what each key does, whatever its NumLock says.
 * @typedef {import("./messages.d.ts").Event} Event
 * @typedef {import("./messages.d.ts").State} State
 */
import { isWarning } from "./reducer.js";

/** So many options have a digit at a time. */
export const NINE = 9;
/** As counted by kiosk.css, which draws the digits. */
const OPTIONS = "main button:not(:disabled, .letter)";

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
  if (meaning === null || isForTheField(meaning, root)) return false;
  press.preventDefault();
  // Backspace and Enter are on every keyboard: they alone do not say that there is a keypad.
  if (!["Enter", "Backspace"].includes(press.code)) send({ type: "keyed", nine: state.nine });
  obey(meaning, root, state, send);
  return true;
}

/** @param {string} meaning @param {ParentNode} root whether the page asks for figures: it gets this one */
function isForTheField(meaning, root) {
  /** @type {HTMLInputElement | null} */
  const field = root.querySelector("input[data-figures]");
  const figure = field !== null && (meaning === "repeat" || /^\d$/.test(meaning));
  if (figure) field.focus();
  return figure;
}

/** @param {KeyboardEvent} press @returns {string | null} a digit or an act; null when it is not for us */
function meaningOf(press) {
  const { key, code } = press;
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.isComposing) return null;
  const padDigit = /^Numpad(\d)$/.exec(code)?.[1];
  const digit = padDigit ?? (/^\d$/.test(key) ? key : null);
  const meaning = KEYS[code] ?? KEYS[digit ?? key] ?? digit;
  const place = document.activeElement;
  if (place instanceof HTMLButtonElement) return key === "Enter" ? null : meaning;
  if (place instanceof HTMLInputElement && isTyped(press, meaning, place)) return null;
  return meaning;
}

/**
 * @param {KeyboardEvent} press
 * @param {string | null} meaning
 * @param {HTMLInputElement} field that has the focus
 * @returns {boolean} whether the press goes into the field
 */
function isTyped({ key, code }, meaning, field) {
  if (meaning === "primary" && (key === "Enter" || code.startsWith("Numpad"))) return false;
  if (key === "Backspace") return field.value !== "";
  if (!code.startsWith("Numpad")) return true;
  // A field for figures leaves the keypad the keys that no figure needs.
  return field.dataset.figures !== undefined && !["aloud", "more"].includes(meaning ?? "");
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
