/** Words in all languages of the screen at once: the first large, the others in a second line. */

import { dateForm } from "/assets/clock.js";
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { loadSentences, named, teller } from "/assets/texts.js";

/** @typedef {Record<string, string | number | string[] | {all: string[]}>} Values */

/**
 * @typedef {object} Words
 * @property {(key: string, values?: Values) => unknown} both a sentence
 * @property {(text: import("./types.js").Text) => unknown} name one of the hall's own names
 * @property {(key: string, values?: Values) => string} first a sentence in the first language only
 * @property {(text: import("./types.js").Text) => string} firstName
 * @property {(text: import("./types.js").Text) => {language: string, line: string}[]} lines
 * @property {(moment: Date, timezone: string) => unknown} date
 */

/**
 * @param {string[]} languages
 * @returns {Promise<Words>}
 */
export async function loadWords(languages) {
  const tellers = await Promise.all(
    languages.map(async (language) => teller(await loadSentences("/texts", language))),
  );
  /**
   * A list in a sentence reads as one of its language: 3、5或8, or 3, 5 or 8; `all` of one as 3, 5 and 8.
   * @param {Values} values
   * @param {string} language
   */
  const inWords = (values, language) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "object" ? listed(value, language) : value,
      ]),
    );
  /** @param {(language: string, index: number) => string} word */
  const different = (word) => {
    const all = languages.map((language, index) => ({ language, line: word(language, index) }));
    return all.filter(({ line }, index) => line && all.findIndex((one) => one.line === line) === index);
  };
  /** @param {(language: string, index: number) => string} word */
  const spans = (word) =>
    different(word).map(
      ({ language, line }, index) =>
        html`<span class=${index ? "second" : "first"} lang=${language}>${line}</span>`,
    );
  return {
    both: (key, values = {}) =>
      spans((language, index) => tellers[index](key, inWords(values, language))),
    name: (text) => spans((language) => named(text, language)),
    first: (key, values = {}) => tellers[0](key, inWords(values, languages[0])),
    firstName: (text) => named(text, languages[0]),
    lines: (text) => different((language) => named(text, language)),
    date: (moment, timezone) =>
      spans((language) =>
        dateForm(language, {
          timeZone: timezone,
          month: "long",
          day: "numeric",
          weekday: "long",
        }).format(moment),
      ),
  };
}

/**
 * @param {string[] | {all: string[]}} list
 * @param {string} language
 */
function listed(list, language) {
  return Array.isArray(list)
    ? new Intl.ListFormat(language, { type: "disjunction" }).format(list)
    : new Intl.ListFormat(language, { type: "conjunction" }).format(list.all);
}
