/** All keys of the console, in the reader's words, for the help page. */
import { OTHER_COMMANDS, STOP_COMMANDS, WINDOW_COMMANDS } from "./commands.js";

const BY_HAND = ["space", "digits", "slash", "arrows", "enter", "note", "paper", "escape"];
const PAD_MARKS = /** @type {Record<string, string>} */ ({ Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Decimal: "." });

/** @param {import("../language.js").Speech} spoken @returns {import("../help.js").Shortcut[]} keys (that of a number pad after the letter) and what they do */
export function shortcuts({ tell }) {
  const commands = [...STOP_COMMANDS, ...WINDOW_COMMANDS, ...OTHER_COMMANDS].filter(({ name }) => name !== "resume");
  const pad = (/** @type {string | undefined} */ code) => (code ? ` ${tell("key.pad", { key: PAD_MARKS[code] })}` : "");
  return [
    ...BY_HAND.map((key) => /** @type {import("../help.js").Shortcut} */ ([tell(`key.${key}`), tell(`desk.key.${key}`)])),
    ...commands.map(({ name, key, pad: code }) => /** @type {import("../help.js").Shortcut} */ ([key + pad(code), tell(`desk.do.${name}`)])),
  ];
}
