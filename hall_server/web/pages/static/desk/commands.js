/** Every act a clerk has a key for: one table for the buttons, the keyboard and the shortcuts page. */

/** @typedef {import("../messages").DeskState} DeskState */

/**
 * @typedef {object} Command
 * @property {string} name also the end of its text's key, `desk.do.<name>`
 * @property {string} key the letter on its button
 * @property {(desk: DeskState) => boolean} fits whether the state of the window allows it
 */

const called = (/** @type {DeskState} */ desk) => desk.current?.state === "CALLED";
const serving = (/** @type {DeskState} */ desk) => desk.current?.state === "SERVING";
const inHand = (/** @type {DeskState} */ desk) => desk.current !== null;

/** Acts on the stop in hand, in the order of their buttons. @type {Command[]} */
export const STOP_COMMANDS = [
  { name: "recall", key: "R", fits: called },
  { name: "no_show", key: "N", fits: called },
  { name: "requeue", key: "Q", fits: called },
  { name: "hold", key: "H", fits: inHand },
  { name: "transfer", key: "T", fits: inHand },
  { name: "add", key: "A", fits: inHand },
  { name: "finish", key: "F", fits: serving },
  { name: "outcome", key: "O", fits: serving },
  { name: "leave", key: "L", fits: inHand },
];

/** Acts on the window. @type {Command[]} */
export const WINDOW_COMMANDS = [
  { name: "pause", key: "P", fits: (desk) => desk.state === "OPEN" },
  { name: "resume", key: "P", fits: (desk) => desk.state === "PAUSED" && inHand(desk) },
  { name: "close", key: "C", fits: (desk) => desk.state !== "CLOSED" && !inHand(desk) },
  { name: "day_slip", key: "D", fits: (desk) => desk.printers.length > 0 && desk.clerk !== null && !inHand(desk) },
  { name: "sign_out", key: "X", fits: (desk) => desk.state === "CLOSED" },
];

export const COMMANDS = [...STOP_COMMANDS, ...WINDOW_COMMANDS];

/** Commands that ask something before they are done. */
export const ASKING = new Set(["hold", "transfer", "add", "outcome", "leave", "pause"]);
