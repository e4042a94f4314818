/** The check list as the clerk has filled it, and which answers it allows. Pure. */
import { isHelped } from "./channel.js";
import { NOTHING_SAID } from "./draft.js";

/** @typedef {import("./draft.js").Word} Word */
/** @typedef {import("../../cases").MaterialView} MaterialView */
/** @typedef {import("./hands.js").Receiving} Receiving */

const LACKING = ["WRONG", "MISSING"];

/** Answers in the order of their buttons, with their keys. */
export const ANSWERS = /** @type {[name: string, key: string][]} */ ([
  ["decide", "D"],
  ["accept", "S"],
  ["notice", "N"],
  ["refuse", "J"],
  ["receipt", "M"],
]);

/** @param {Receiving} receiving @returns {MaterialView[]} */
export function materialsOf({ known, list }) {
  return known?.materials ?? list?.materials ?? [];
}

/** @param {Receiving} receiving @param {MaterialView} material @returns {Word} the clerk's word on it, or what was known before */
export function wordOf({ draft }, material) {
  const { state, problem, promised_until } = material;
  return draft.words[material.name] ?? { ...NOTHING_SAID, state, problem, promised_until };
}

/** @param {Receiving} receiving */
export function undecided(receiving) {
  return materialsOf(receiving).filter((material) => wordOf(receiving, material).state === "UNDECIDED");
}

/** @param {Receiving} receiving */
export function lacking(receiving) {
  return materialsOf(receiving).filter((material) => LACKING.includes(wordOf(receiving, material).state));
}

/** @param {Receiving} receiving @returns {boolean} whether something is promised: then it is accepted, and decided later */
function owes(receiving) {
  return materialsOf(receiving).some((material) => wordOf(receiving, material).state === "PROMISED");
}

/** @param {Receiving} receiving @returns {MaterialView[]} those to be looked at: nothing is said yet, or told as lacking and not brought yet */
export function awaited(receiving) {
  const told = receiving.known?.state === "SUPPLEMENT" ? lacking(receiving) : [];
  return [...undecided(receiving), ...told.filter(({ name }) => !(name in receiving.draft.words))];
}

/** @param {Receiving} receiving @returns {boolean} whether the check list can be said something of */
export function isOpen({ known }) {
  return known === null || ["RECEIVED", "SUPPLEMENT", "ACCEPTED"].includes(known.state);
}

/** @param {Receiving} receiving @returns {string[]} the answers this subject can have at all */
export function answersOf(receiving) {
  const { draft, known, list } = receiving;
  if (known !== null && known.state === "ACCEPTED") return known.materials.some(owed) ? ["check"] : [];
  if (!isOpen(receiving)) return [];
  const kind = (known ?? list)?.kind;
  const helped = known === null && isHelped(draft) && kind !== "forwarded";
  const instant = known === null || known.state === "SUPPLEMENT" ? kind === "instant" || helped : known.may.includes("decide_on_spot");
  return ANSWERS.map(([name]) => name).filter((name) => name !== "decide" || instant);
}

/** @param {MaterialView} material of an accepted case: one that was not there when it was accepted */
export function owed({ state }) {
  return !["PRESENT", "HELD"].includes(state);
}

/** @param {Receiving} receiving @param {MaterialView} material @param {string} what @returns {boolean} whether it can be said of it */
export function offered(receiving, material, what) {
  if (!isOpen(receiving)) return false;
  if (receiving.known?.state === "ACCEPTED") return owed(material) && (what === "present" || (what === "promise" && material.deferrable));
  return what !== "promise" || material.deferrable;
}

/**
 * @param {Receiving} receiving
 * @param {string} name of an answer
 * @returns {string | null} the end of the sentence `receive.not.<...>` why it cannot be given now
 */
export function whyNot(receiving, name) {
  const { known, draft } = receiving;
  if (known === null && draft.applicant.name.trim() === "") return "name";
  if (known === null && draft.delivery === "mail" && draft.address.trim() === "") return "address";
  if (name === "refuse" || name === "receipt") return null;
  if (known?.state === "SUPPLEMENT" || known?.state === "ACCEPTED") if (Object.keys(draft.words).length === 0) return "nothing_new";
  if (name === "check") return null;
  if (undecided(receiving).length > 0) return "undecided";
  if (name === "decide" && owes(receiving)) return "promised";
  if (name === "notice") return lacking(receiving).length === 0 ? "nothing_lacking" : null;
  return lacking(receiving).length > 0 ? "lacking" : null;
}

/** @param {Receiving} receiving @returns {string} the one answer the check list leads to: it has the large button and Enter */
export function mainAnswer(receiving) {
  const answers = answersOf(receiving);
  if (lacking(receiving).length > 0 && answers.includes("notice")) return "notice";
  if (answers[0] === "decide" && owes(receiving)) return "accept";
  // A channel lets all be decided on the spot; it is done by itself only where it is the rule.
  const rule = (receiving.known ?? receiving.list)?.kind === "instant";
  return !rule && answers.includes("accept") ? "accept" : (answers[0] ?? "");
}

/** @param {Receiving} receiving @param {number} from @returns {number} the next place to be looked at; without one the place after */
export function nextAwaited(receiving, from) {
  const materials = materialsOf(receiving);
  const names = awaited(receiving).map(({ name }) => name);
  const order = [...materials.keys()].map((step) => (from + 1 + step) % materials.length);
  return order.find((at) => names.includes(materials[at].name)) ?? Math.min(from + 1, materials.length - 1);
}
