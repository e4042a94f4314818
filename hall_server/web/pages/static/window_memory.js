/** Which window this computer stands at: kept by the browser when a clerk signs in, offered to the next. */

const KEPT_AS = "hall.window";

/** @param {string} window its number */
export function rememberWindow(window) {
  localStorage.setItem(KEPT_AS, window);
}

/** @returns {string | null} */
export function rememberedWindow() {
  return localStorage.getItem(KEPT_AS);
}
