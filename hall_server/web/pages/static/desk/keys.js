/** The keyboard of the console and a number pad beside it: which press is which act. */
import { ASKING, COMMANDS } from "./commands.js";
import { PICKS, deskNow, listed, mainAct, sitting } from "./desk_now.js";
import { joins, neighbour, typing } from "./typed.js";

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").DeskState} DeskState */

/**
 * @param {KeyboardEvent} event
 * @param {Console} screen
 * @param {Hands} hands
 */
export function onKey(event, screen, hands) {
  const takesBack = event.ctrlKey && event.code === "KeyZ";
  if ((event.ctrlKey && !takesBack) || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (screen.asking || screen.receiving || screen.desk === null || screen.desk.evacuation || isTyping(event)) return;
  if (event.key === "Escape") return hands.change({ picked: null, typed: "", finding: false, refusal: null });
  if (event.key === "?" || event.key === "？") return take(event, () => hands.ask("keys"));
  if (!screen.line.up) return;
  const desk = deskNow(screen.desk, screen.answer);
  const who = sitting(desk, screen.session.badge, screen.seat);
  if (isMain(event, screen)) {
    const name = mainAct(desk, who);
    return take(event, () => name && hands.act(name));
  }
  if (who === "mine") onSeatedKey(event, screen, hands, desk);
}

/**
 * Space does the main thing, and so does Enter on the number pad unless a number waits to be confirmed.
 * @param {KeyboardEvent} event
 * @param {Console} screen
 */
function isMain(event, screen) {
  if (isOnControl(event)) return false;
  return event.code === "Space" || (event.code === "NumpadEnter" && screen.picked === null && screen.typed === "");
}

/**
 * @param {KeyboardEvent} event
 * @param {Console} screen
 * @param {Hands} hands
 * @param {DeskState} desk
 */
function onSeatedKey(event, screen, hands, desk) {
  if (onNumberKey(event, screen, hands, desk)) return;
  if (event.code === "KeyE") {
    const stop = listed(desk).find(({ stop, place }) => stop.stop_id === screen.picked && place !== "missed")?.stop;
    return take(event, () => stop && hands.ask("note", { stop }));
  }
  if (event.code === "KeyJ") return take(event, () => firstSheet()?.focus());
  const command = COMMANDS.find(
    ({ key, pad, fits }) => (event.code === `Key${key}` || (pad && event.code === `Numpad${pad}`)) && fits(desk),
  );
  if (command) take(event, () => (ASKING.has(command.name) ? hands.ask(command.name) : hands.act(command.name)));
}

/**
 * The keys by which one of those listed is picked.
 * @param {KeyboardEvent} event
 * @param {Console} screen
 * @param {Hands} hands
 * @param {DeskState} desk
 * @returns {boolean} whether it was one
 */
function onNumberKey(event, screen, hands, desk) {
  // By place on the keyboard, not by character: a Chinese input method hides the character, and a pad
  // without NumLock sends arrows.
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (digit) take(event, () => hands.change(typing(desk, screen.typed + digit)));
  else if (letter && joins(desk, screen, letter)) take(event, () => hands.change(typing(desk, screen.typed + letter)));
  else if (event.code === "Backspace" && screen.typed) take(event, () => hands.change(typing(desk, screen.typed.slice(0, -1))));
  else if (event.code === "Slash") take(event, () => hands.change({ finding: true, typed: "", picked: null }));
  else if (step) take(event, () => hands.change({ picked: neighbour(desk, screen.picked, step), typed: "", finding: false }));
  else if (event.key === "Enter" && screen.picked !== null && !isOnControl(event)) take(event, () => pickNow(screen, hands, desk));
  else return event.key === "Enter";
  return true;
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
