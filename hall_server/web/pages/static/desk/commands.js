/** Every act a clerk has a key for: one table for the buttons, the keyboard, the keypad and the shortcuts page. */
import { hallNow } from "/assets/clock.js";

/** @typedef {import("../messages").DeskState} DeskState */

/**
 * @typedef {object} Command
 * @property {string} name also the end of its text's key, `desk.do.<name>`
 * @property {string} key the letter on its button
 * @property {string} [pad] the end of its code on a number pad, such as `Add`
 * @property {(desk: DeskState) => boolean} fits whether the state of the window allows it
 */

const called = (/** @type {DeskState} */ desk) => desk.current?.state === "CALLED";
const serving = (/** @type {DeskState} */ desk) => desk.current?.state === "SERVING";
const inHand = (/** @type {DeskState} */ desk) => desk.current !== null;

/** An application is received of who is being served, or of somebody without a number while nobody is in hand. */
const receives = (/** @type {DeskState} */ desk) => serving(desk) || (desk.state === "OPEN" && desk.day_open && !inHand(desk));

/** Acts on the stop in hand, in the order of their buttons. @type {Command[]} */
export const STOP_COMMANDS = [
  { name: "receive", key: "I", fits: receives },
  { name: "recall", key: "R", pad: "Add", fits: called },
  { name: "no_show", key: "N", pad: "Subtract", fits: called },
  { name: "requeue", key: "Q", fits: called },
  { name: "hold", key: "H", pad: "Multiply", fits: inHand },
  { name: "transfer", key: "T", pad: "Divide", fits: inHand },
  { name: "add", key: "A", fits: inHand },
  { name: "finish", key: "F", fits: serving },
  { name: "outcome", key: "O", fits: serving },
  { name: "leave", key: "L", fits: inHand },
];

/** Acts on the window. @type {Command[]} */
export const WINDOW_COMMANDS = [
  { name: "walk_in", key: "W", fits: (desk) => desk.state === "OPEN" && desk.day_open && !inHand(desk) },
  { name: "pause", key: "P", fits: (desk) => desk.state === "OPEN" },
  { name: "resume", key: "P", fits: (desk) => desk.state === "PAUSED" && inHand(desk) },
  { name: "close", key: "C", fits: (desk) => desk.state !== "CLOSED" && !inHand(desk) },
  { name: "day_slip", key: "D", fits: (desk) => desk.printers.length > 0 && desk.clerk !== null && !inHand(desk) },
  { name: "sign_out", key: "X", fits: (desk) => desk.state === "CLOSED" },
];

/** Acts with a place of their own on the page. @type {Command[]} */
export const OTHER_COMMANDS = [
  { name: "undo", key: "Z", pad: "Decimal", fits: (desk) => secondsToUndo(desk) > 0 },
  { name: "read_message", key: "M", fits: (desk) => desk.messages.length > 0 },
  { name: "my_day", key: "Y", fits: () => true },
  { name: "bar", key: "B", fits: () => true },
];

export const COMMANDS = [...STOP_COMMANDS, ...WINDOW_COMMANDS, ...OTHER_COMMANDS];

/** Commands that ask or show something before anything is done. */
export const ASKING = new Set(["hold", "transfer", "add", "outcome", "leave", "pause", "walk_in", "my_day", "receive"]);

/** @param {DeskState} desk @returns {number} whole seconds left in which the last act can be taken back; 0 when it cannot */
export function secondsToUndo({ undo }) {
  return undo === null ? 0 : Math.max(0, Math.ceil((Date.parse(undo.until) - hallNow().getTime()) / 1000));
}
