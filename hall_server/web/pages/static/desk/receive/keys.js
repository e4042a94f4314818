/** The keyboard over a check list: arrows and 1 2 3 4 5, one key for all, Enter for the answer. */
import { CASE_ACTS } from "./case_acts.js";
import { ANSWERS, answersOf, awaited, isOpen, mainAnswer, materialsOf, nextAwaited, offered, whyNot } from "./check.js";
import { NOTHING_SAID } from "./draft.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("./draft.js").Word} Word */

const SAID = /** @type {Record<string, "present" | "wrong" | "missing" | "promise" | "correct">} */ ({
  1: "present",
  2: "wrong",
  3: "missing",
  4: "promise",
  5: "correct",
});
/** Answers that show or ask something before they are given. */
const ASKED = ["notice", "refuse"];

/** Puts the keyboard back on the check list. */
export function toList() {
  /** @type {HTMLElement | null} */ (document.querySelector("[data-list]"))?.focus();
}

/**
 * @param {Receiving} receiving
 * @param {ReceiveHands} hands
 * @param {number} at a place in the check list
 * @param {"present" | "wrong" | "missing" | "promise" | "correct"} what
 */
export function saySomething(receiving, hands, at, what) {
  const material = materialsOf(receiving)[at];
  if (!material) return;
  if (!offered(receiving, material, what)) return;
  if (what === "wrong" || what === "promise" || what === "correct") return hands.turn({ at, step: what });
  sayWord(receiving, hands, at, { ...NOTHING_SAID, state: what === "present" ? "PRESENT" : "MISSING" });
}

/** @param {Receiving} receiving @param {ReceiveHands} hands @param {number} at @param {Word} word said; then the next undecided one */
export function sayWord(receiving, hands, at, word) {
  const words = { ...receiving.draft.words, [materialsOf(receiving)[at].name]: word };
  hands.say({ words });
  const after = { ...receiving, draft: { ...receiving.draft, words } };
  hands.turn({ at: nextAwaited(after, at), step: "check" });
  toList();
}

/** @param {Receiving} receiving @param {ReceiveHands} hands all others are there */
export function allPresent(receiving, hands) {
  const said = awaited(receiving).map(({ name }) => [name, { ...NOTHING_SAID, state: "PRESENT" }]);
  hands.say({ words: { ...receiving.draft.words, ...Object.fromEntries(said) } });
  hands.turn({ step: "check", at: Math.max(0, materialsOf(receiving).length - 1) });
  toList();
}

/** @param {Receiving} receiving @param {ReceiveHands} hands @param {string} name */
export function answer(receiving, hands, name) {
  if (!answersOf(receiving).includes(name)) return;
  if (whyNot(receiving, name) !== null) return hands.turn({ at: Math.max(0, nextAwaited(receiving, -1)) });
  if (ASKED.includes(name)) return hands.turn({ step: name });
  hands.give(name);
}

/**
 * @param {KeyboardEvent} event
 * @param {Receiving} receiving
 * @param {ReceiveHands} hands
 */
export function onCheckKey(event, receiving, hands) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  const { target } = event;
  if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
  if (receiving.step !== "check" || receiving.doing || receiving.draft.unsure !== null) return;
  const onButton = target instanceof HTMLElement && target.matches("button, a, summary");
  const act = CASE_ACTS.find(([may, , key]) => receiving.known?.may.includes(may) && (event.code === `Key${key}` || isMain(event, receiving, onButton)));
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  const named = ANSWERS.find(([, key]) => event.code === `Key${key}`)?.[0];
  const last = materialsOf(receiving).length - 1;
  if (digit) saySomething(receiving, hands, receiving.at, SAID[digit]);
  else if (step) hands.turn({ at: Math.max(0, Math.min(last, receiving.at + step)) });
  else if (event.code === "KeyA" && isOpen(receiving) && receiving.known?.state !== "ACCEPTED") allPresent(receiving, hands);
  else if (act) hands.turn({ step: act[1] });
  else if (named === "decide" && answersOf(receiving).includes("decide") && whyNot(receiving, "decide") === null) hands.turn({ step: "decide" });
  else if (named) hands.soon(() => answer(receiving, hands, named));
  else if (event.key === "Enter" && !onButton) answer(receiving, hands, mainAnswer(receiving));
  else return;
  event.preventDefault();
}

/** @param {KeyboardEvent} event @param {Receiving} receiving @param {boolean} onButton @returns {boolean} whether Enter means the first act on a case without a check list to answer */
function isMain(event, receiving, onButton) {
  return event.key === "Enter" && !onButton && answersOf(receiving).length === 0;
}
