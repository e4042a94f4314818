/** The page's language: `?lang=` wins, then what this browser chose last, then what the page prefers. */
import { loadSentences, named, teller } from "/assets/texts.js";

const KEPT_AS = "hall.language";
export const LANGUAGES = ["zh-CN", "en"];

/**
 * @typedef {object} Speech
 * @property {string} language
 * @property {(key: string, values?: Record<string, string | number>) => string} tell a sentence by key; throws when there is none
 * @property {(key: string) => boolean} knows
 * @property {(text: import("./messages").Text | null | undefined) => string} name one of the hall's own names
 */

/** @type {string[]} folders below the texts that the page at hand speaks from, beside the common file */
let spokenParts = [];

/** @returns {string | null} the language asked for by address or kept by this browser */
export function chosenLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = asked ?? localStorage.getItem(KEPT_AS);
  return wanted !== null && LANGUAGES.includes(wanted) ? wanted : null;
}

/**
 * @param {string} [preferred] used when nobody chose
 * @param {string[]} [parts] folders of texts of the page's own, such as `guide`; they are kept for the language switch
 * @returns {Promise<Speech>} side effect: the document says its language
 */
export function speech(preferred = "zh-CN", parts = []) {
  spokenParts = parts;
  return speechIn(chosenLanguage() ?? (LANGUAGES.includes(preferred) ? preferred : "zh-CN"));
}

/**
 * The page's parts in this very language, whatever was chosen. Side effect: the document says so.
 * @param {string} language
 * @returns {Promise<Speech>}
 */
export async function speechIn(language) {
  const folders = ["/pages/texts", ...spokenParts.map((part) => `/pages/texts/${part}`)];
  const loaded = await Promise.all(folders.map((folder) => loadSentences(folder, language)));
  const sentences = Object.assign({}, ...loaded);
  document.documentElement.lang = language;
  return {
    language,
    tell: teller(sentences),
    knows: (key) => key in sentences,
    name: (text) => named(text, language),
  };
}

/**
 * Keeps the choice for all pages of this browser.
 * @param {string} language
 * @returns {Promise<Speech>} throws TypeError when the server cannot be reached; then nothing changed
 */
export async function speakFromNowOn(language) {
  const spoken = await speechIn(language);
  localStorage.setItem(KEPT_AS, language);
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(history.state, "", address);
  return spoken;
}

/** @param {Speech} spoken @returns {string} the language the switch leads to */
export function otherLanguage(spoken) {
  return spoken.language === "en" ? "zh-CN" : "en";
}
