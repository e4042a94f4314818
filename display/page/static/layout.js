/** The layout of the page: given with it, and put on anew when the hall has changed its file. */

import { loadWords } from "./words.js";

/** @typedef {import("./types.js").Layout} Layout */

/** @typedef {{layout: Layout, words: import("./words.js").Words}} PutOn a layout and its words */

/**
 * The page's layout, and who hears of another.
 * @param {() => void} changed called when another is on
 * @returns {Promise<{now: () => PutOn, hear: (data: string) => void}>}
 */
export async function layoutOfPage(changed) {
  let newest = document.documentElement.dataset.layout ?? "{}";
  let now = await withWords(newest);
  return {
    now: () => now,
    hear: async (data) => {
      newest = data;
      const other = await withWords(data);
      // Words take their time to come: another layout may have overtaken this one.
      if (data !== newest) return;
      now = other;
      putOn(now.layout);
      changed();
    },
  };
}

/**
 * @param {string} data
 * @returns {Promise<PutOn>}
 */
async function withWords(data) {
  /** @type {Layout} */
  const layout = JSON.parse(data);
  return { layout, words: await loadWords(layout.languages) };
}

/**
 * What the style sheets follow.
 * @param {Layout} layout
 */
function putOn({ theme, languages }) {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = languages[0];
}
