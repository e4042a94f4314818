/** All keys of the console, in the reader's words, for the help page. */
import { OTHER_COMMANDS, STOP_COMMANDS, WINDOW_COMMANDS } from "./commands.js";

const BY_HAND = ["space", "digits", "slash", "arrows", "enter", "note", "paper", "escape"];
const ON_PAD = /** @type {Record<string, string>} */ ({ space: "Enter", digits: "0–9" });
const PAD_MARKS = /** @type {Record<string, string>} */ ({ Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Decimal: "." });

/** @typedef {import("../help.js").Shortcut} Shortcut */

/** @param {import("../language.js").Speech} spoken @returns {Shortcut[]} keys (that of a number pad after the letter) and what they do */
export function shortcuts({ tell }) {
  const commands = [...STOP_COMMANDS, ...WINDOW_COMMANDS, ...OTHER_COMMANDS].filter(({ name }) => name !== "resume");
  const keys = (/** @type {string} */ key, /** @type {string | undefined} */ pad) =>
    pad === undefined ? key : `${key} ${tell("key.pad", { key: pad })}`;
  return [
    ...BY_HAND.map((key) => /** @type {Shortcut} */ ([keys(tell(`key.${key}`), ON_PAD[key]), tell(`desk.key.${key}`)])),
    ...commands.map(({ name, key, pad }) => /** @type {Shortcut} */ ([keys(key, pad && PAD_MARKS[pad]), tell(`desk.do.${name}`)])),
  ];
}
