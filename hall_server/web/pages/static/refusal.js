/** A refusal in the reader's language: by code where the texts know it, else the server's own words. */
import { Refused, Unreachable } from "/assets/api.js";
import { placeName } from "./paper.js";

/** Values of a refusal that are words of the hall, and the texts they are found under. */
const WORDS = /** @type {Record<string, string>} */ ({ state: "state", action: "action", what: "what", half: "half" });

/**
 * @param {import("./language.js").Speech} spoken
 * @param {unknown} error what a call to the server threw
 * @returns {string}
 * @throws the error itself when it is neither a refusal nor a lost connection
 */
export function refusalSentence(spoken, error) {
  if (error instanceof Unreachable) return spoken.tell("refused.unreachable");
  if (!(error instanceof Refused)) throw error;
  const values = Object.fromEntries(
    Object.entries(error.facts).map(([name, value]) => [name, wordOf(spoken, name, value)]),
  );
  for (const key of [`refused.${error.code}`, `refused.${error.status}`]) {
    if (spoken.knows(key)) return spoken.tell(key, values);
  }
  return error.message;
}

/**
 * @param {import("./language.js").Speech} spoken
 * @param {string} name
 * @param {unknown} value
 */
function wordOf(spoken, name, value) {
  if (name === "place") return placeName(spoken, String(value));
  const key = `${WORDS[name]}.${value}`;
  if (name in WORDS && spoken.knows(key)) return spoken.tell(key);
  return Array.isArray(value) ? value.join(spoken.tell("list.comma")) : String(value);
}
