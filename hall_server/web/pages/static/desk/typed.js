/** Finding a number by typing it: digits alone, or with its letter before or after them. Pure. */
import { listed } from "./desk_now.js";

/** @typedef {import("../messages").DeskState} DeskState */

const LONGEST = 6;

/**
 * @param {DeskState} desk
 * @param {string} typed `17` finds A017, `B17` or `17B` finds B017
 * @returns {{typed: string, picked: number | null}} what the page then shows
 */
export function typing(desk, typed) {
  const kept = typed.slice(-LONGEST);
  return { typed: kept, picked: found(desk, kept) };
}

/** @param {DeskState} desk @param {string} typed */
function found(desk, typed) {
  const digits = typed.replace(/\D/g, "");
  const letter = typed.replace(/\d/g, "");
  if (digits === "") return null;
  const fits = (/** @type {string} */ number) =>
    Number(number.replace(/\D/g, "")) === Number(digits) && number.startsWith(letter);
  return listed(desk).find(({ stop }) => fits(stop.number))?.stop.stop_id ?? null;
}

/**
 * Whether a letter belongs to the number being typed: after `/`, or beside digits when somebody listed has it.
 * Otherwise it is an act's key, as always.
 * @param {DeskState} desk
 * @param {{typed: string, finding: boolean}} so
 * @param {string} letter
 */
export function joins(desk, { typed, finding }, letter) {
  if (/[A-Z]/.test(typed)) return false;
  return finding || (typed !== "" && listed(desk).some(({ stop }) => stop.number.startsWith(letter)));
}

/** @param {DeskState} desk @param {number | null} picked @param {number} step @returns {number | null} the stop listed before or after it */
export function neighbour(desk, picked, step) {
  const stops = listed(desk).map(({ stop }) => stop.stop_id);
  if (stops.length === 0) return null;
  const at = picked === null ? -1 : stops.indexOf(picked);
  if (at === -1) return step > 0 ? stops[0] : stops[stops.length - 1];
  return stops[Math.max(0, Math.min(stops.length - 1, at + step))];
}
