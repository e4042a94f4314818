/** The keyboard of the console: which press is which act. */
import { ASKING, COMMANDS } from "./commands.js";
import { PICKS, deskNow, foundByDigits, listed, mainAct, sitting } from "./desk_now.js";

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").DeskState} DeskState */

/**
 * @param {KeyboardEvent} event
 * @param {Console} screen
 * @param {Hands} hands
 */
export function onKey(event, screen, hands) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (screen.asking || screen.desk === null || isTyping(event)) return;
  if (event.key === "Escape") return hands.change({ picked: null, typed: "", refusal: null });
  if (event.key === "?" || event.key === "？") return take(event, () => hands.ask("keys"));
  if (!screen.line.up) return;
  const desk = deskNow(screen.desk, screen.answer);
  const who = sitting(desk, screen.session.badge, screen.seat);
  if (event.code === "Space" && !isOnControl(event)) {
    const name = mainAct(desk, who);
    return take(event, () => name && hands.act(name));
  }
  if (who === "mine") onSeatedKey(event, screen, hands, desk);
}

/**
 * @param {KeyboardEvent} event
 * @param {Console} screen
 * @param {Hands} hands
 * @param {DeskState} desk
 */
function onSeatedKey(event, screen, hands, desk) {
  // By place on the keyboard, not by character: a Chinese input method hides the character.
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (digit) return take(event, () => hands.change(typing(desk, screen.typed + digit[1])));
  if (event.code === "Backspace" && screen.typed) {
    return take(event, () => hands.change(typing(desk, screen.typed.slice(0, -1))));
  }
  if (event.code === "ArrowDown" || event.code === "ArrowUp") {
    const step = event.code === "ArrowDown" ? 1 : -1;
    return take(event, () => hands.change({ picked: neighbour(desk, screen.picked, step), typed: "" }));
  }
  if (event.key === "Enter" && screen.picked !== null && !isOnControl(event)) {
    return take(event, () => pickNow(screen, hands, desk));
  }
  if (event.code === "KeyB") return take(event, () => firstSheet()?.focus());
  const command = COMMANDS.find(({ key }) => event.code === `Key${key}`);
  if (!command?.fits(desk)) return;
  take(event, () => (ASKING.has(command.name) ? hands.ask(command.name) : hands.act(command.name)));
}

/**
 * Calls, resumes or brings back the stop that is picked, by where it is listed.
 * @param {Console} screen
 * @param {Hands} hands
 * @param {DeskState} desk
 */
export function pickNow(screen, hands, desk) {
  const found = listed(desk).find(({ stop }) => stop.stop_id === screen.picked);
  if (found) hands.act(PICKS[found.place], { stop: found.stop.stop_id });
}

/** @param {DeskState} desk @param {string} digits @returns {Partial<Console>} */
function typing(desk, digits) {
  const typed = digits.slice(-4);
  return { typed, picked: typed === "" ? null : foundByDigits(desk, typed) };
}

/** @param {DeskState} desk @param {number | null} picked @param {number} step */
function neighbour(desk, picked, step) {
  const stops = listed(desk).map(({ stop }) => stop.stop_id);
  if (stops.length === 0) return null;
  const at = picked === null ? -1 : stops.indexOf(picked);
  if (at === -1) return step > 0 ? stops[0] : stops[stops.length - 1];
  return stops[Math.max(0, Math.min(stops.length - 1, at + step))];
}

/** @returns {HTMLElement | null} the first thing to be done about a sheet of paper, if there is one */
function firstSheet() {
  return document.querySelector("[data-shelf=paper] button:enabled");
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

/** @param {KeyboardEvent} event a control reached with Tab takes its own Space and Enter */
function isOnControl(event) {
  return event.target instanceof HTMLElement && event.target.matches("button, a");
}

/**
 * A control that was clicked gives the keyboard back, or the next Space would press it again
 * instead of doing the main thing.
 * @param {MouseEvent} event
 */
export function onClick(event) {
  const byMouse = event.detail > 0;
  const { activeElement } = document;
  if (byMouse && activeElement instanceof HTMLButtonElement && !activeElement.closest("dialog")) activeElement.blur();
}
