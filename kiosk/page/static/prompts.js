/**
 * What is read out of a page: its main sentences, and with a keypad its options by digit.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Page["say"]} Say
 * @typedef {import("./speaker.js").Utterance} Utterance
 */
import { NINE, options, primary } from "./keypad.js";
import { isWarning, screenOf } from "./reducer.js";

const LOUD = "[data-live]";
const ASKING = ".asking h2, .asking .lead:not([aria-hidden])";
const MAIN = ".frame [role=alert], .frame h1, .frame .lead:not([aria-hidden]), .frame [data-say]";
/** Of a sentence; a name may be as long as somebody liked to make it. */
const MOST = 400;
const CHINESE = /\p{Script=Han}[\p{Script=Han}\p{P}\s\d]*/gu;

/** @param {State} before @param {State} after whether the page has something new to say */
export function isNews(before, after) {
  const screens = [before, after].map((state) => JSON.stringify(screenOf(state)));
  return screens[0] !== screens[1] || before.language !== after.language || before.aloud !== after.aloud || before.nine !== after.nine
    || (isWarning(after) && !isWarning(before)) || (after.failure !== null && before.failure === null)
    || Boolean(after.now?.state?.evacuation) !== Boolean(before.now?.state?.evacuation);
}

/**
 * @param {ParentNode} root the page as just drawn
 * @param {State} state
 * @param {Say} say
 * @returns {string[]} sentences, in the order of the page
 */
export function promptOf(root, state, say) {
  const loud = wordsOf(root, LOUD);
  if (loud.length) return loud;
  if (isWarning(state)) return wordsOf(root, ASKING);
  return [...wordsOf(root, MAIN), ...(state.keypad ? keysOf(root, state, say) : [])];
}

/** @param {ParentNode} root @param {State} state @param {Say} say */
function keysOf(root, state, say) {
  const all = options(root);
  const first = state.nine * NINE;
  const told = all.slice(first, first + NINE)
    .map((option, place) => say("keypad.option", { digit: place + 1, option: labelOf(option) }));
  if (all.length > NINE) told.push(say("keypad.more"));
  const main = primary(root);
  if (main) told.push(say("keypad.primary", { primary: labelOf(main) }));
  return told;
}

/** @param {Element} control @returns {string} its name alone, without what else stands on it */
export function labelOf(control) {
  return textOf(control.querySelector(".title") ?? control);
}

/**
 * A sentence for the voices: Chinese names in another language's sentence are for the Chinese voice.
 * @param {string} text
 * @param {string} language
 * @returns {Utterance[]}
 */
export function voiced(text, language) {
  if (language.startsWith("zh")) return [{ language, text }];
  /** @type {Utterance[]} */
  const said = [];
  let place = 0;
  for (const found of text.matchAll(CHINESE)) {
    said.push({ language, text: text.slice(place, found.index) }, { language: "zh-CN", text: found[0] });
    place = found.index + found[0].length;
  }
  said.push({ language, text: text.slice(place) });
  return said.filter((one) => /[\p{L}\p{N}]/u.test(one.text));
}

/** @param {ParentNode} root @param {string} selector @returns {string[]} */
function wordsOf(root, selector) {
  return [...root.querySelectorAll(selector)].map(textOf).filter((words) => words !== "");
}

/** @param {Element} element */
function textOf(element) {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, MOST);
}
