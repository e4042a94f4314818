/**
 * Draws a state: language, layout and title of the document, then the frame.
 * @typedef {import("./messages.d.ts").Event} Event
 * @typedef {import("./messages.d.ts").Page} Page
 * @typedef {import("./messages.d.ts").State} State
 */
import { render } from "/assets/vendor/lit-html/lit-html.js";
import { loadSentences, named, teller } from "/assets/texts.js";
import { frame } from "./screens/frame.js";

const LAYOUTS = /** @type {const} */ (["large", "low", "contrast", "keypad"]);

/** @typedef {Record<string, Page["say"]>} Tellers by language */

/**
 * @param {string[]} languages the machine's own first: it says what another language's file lacks
 * @returns {Promise<Tellers>}
 */
export async function tellers(languages) {
  const files = await Promise.all(languages.map((code) => loadSentences("/page/texts", code)));
  return Object.fromEntries(languages.map((code, place) => [code, teller({ ...files[0], ...files[place] })]));
}

/**
 * The language that the hall's own words, tickets and papers have for a visitor who reads `language`.
 * @param {Tellers} words
 * @param {string} language
 */
export function hallLanguage(words, language) {
  return /** @type {"zh-CN" | "en"} */ (words[language]("hall"));
}

/**
 * @param {HTMLElement} root
 * @param {Tellers} words
 * @param {State} state
 * @param {(event: Event) => void} send
 */
export function draw(root, words, state, send) {
  const { lang, classList } = document.documentElement;
  if (lang !== state.language) document.documentElement.lang = state.language;
  for (const layout of LAYOUTS) classList.toggle(layout, state[layout]);
  const say = words[state.language];
  const hall = hallLanguage(words, state.language);
  document.title = say("title");
  const page = {
    state, say, send, hall, languages: Object.keys(words),
    sayIn: (/** @type {string} */ code, /** @type {string} */ key) => words[code](key),
    name: (/** @type {Parameters<Page["name"]>[0]} */ text) => named(text, hall),
  };
  render(frame(page), root);
}
