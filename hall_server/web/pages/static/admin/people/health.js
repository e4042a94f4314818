/** How a device is, by colour and word. */
import { hallNow } from "/assets/clock.js";
import { troubleWord } from "../../trouble.js";

/** @typedef {import("./messages").DeviceView} Device */
/** @typedef {import("./messages").Component} Component */

/** Three reports missed. */
const SILENT_MS = 90_000;

/** @param {Device} device @returns {"good" | "trouble" | "silent" | "never" | "revoked"} */
export function deviceLevel({ seen_at, revoked_at, components }) {
  if (revoked_at !== null) return "revoked";
  if (seen_at === null) return "never";
  if (hallNow().getTime() - Date.parse(seen_at) > SILENT_MS) return "silent";
  return components.every(({ ok }) => ok) ? "good" : "trouble";
}

/** @param {import("../../language.js").Speech} spoken @param {Component} part @returns {string} such as: 打印机 缺纸 */
export function wordOfPart(spoken, { kind, name, word, ok }) {
  const { tell } = spoken;
  if (kind === "ledger" && ok && word !== "") return tell("people.ledger_left", { count: word });
  const said = word === "" ? tell(ok ? "people.part_good" : "people.part_bad") : troubleWord(spoken, word);
  return [tell(`people.part.${kind}`), name, said].filter(Boolean).join(" ");
}
