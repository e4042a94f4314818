/** The layout of the page: given with it, and put on anew when the hall has changed its file. */

/** @typedef {import("./types.js").Layout} Layout */

/** @returns {Layout} as the page was given it */
export function layoutOfPage() {
  return JSON.parse(document.documentElement.dataset.layout ?? "{}");
}

/**
 * What the style sheets follow.
 * @param {Layout} layout
 */
export function putOn({ theme, languages }) {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = languages[0];
}
