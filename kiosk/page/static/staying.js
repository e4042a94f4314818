/**
 * Which page is on the screen, and how long it stays there without anybody touching it. Pure.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Screen} Screen
 */

const WARNING_MS = 15_000;
const NUMBER_MS = 15_000;
/** Without paper the visitor has to write the number down, or scan it. */
const NUMBER_WITHOUT_PAPER_MS = 40_000;
/** Who reads large print, listens or feels for keys needs more time. */
const SLOW_FACTOR = 2;

/** @type {Screen} */
export const WELCOME = { name: "welcome" };

/** @param {Pick<State, "trail">} state @returns {Screen} */
export function screenOf({ trail }) {
  return trail[trail.length - 1] ?? WELCOME;
}

/** @param {State} state @returns {number} milliseconds until the page is given to the next visitor */
export function timeLeft(state) {
  return state.touched + stay(state) - state.clock;
}

/** @param {State} state whether the page must ask if the visitor is still there */
export function isWarning(state) {
  const place = screenOf(state).name;
  return place !== "welcome" && place !== "number" && !state.taking && timeLeft(state) <= WARNING_MS;
}

/** @param {State} state @returns {number} */
function stay(state) {
  const slow = state.large || state.aloud || state.keypad ? SLOW_FACTOR : 1;
  if (screenOf(state).name !== "number") return slow * state.house.idleMs + WARNING_MS;
  return slow * (noPaper(state) ? NUMBER_WITHOUT_PAPER_MS : NUMBER_MS);
}

/** @param {State} state */
function noPaper(state) {
  return state.visit?.paper === "REFUSED" || state.visit?.paper === "UNCERTAIN";
}

/** @param {State} state */
export function paperUnderWay(state) {
  return state.visit?.paper === "QUEUED" || state.visit?.paper === "SENDING";
}
