/** The bar at the screen's edge beside the department's own program: the same page in a small window. */

export const IS_BAR = new URLSearchParams(location.search).has("mini");

const SHAPE = "popup,width=1280,height=72";

/** @param {string} number @param {string} language @returns {Window | null} null when the browser allows no windows */
export function openBar(number, language) {
  return open(`/desk/${encodeURIComponent(number)}?mini=1&lang=${language}`, `hall-bar-${number}`, SHAPE);
}

/** Back to the console: the one that opened the bar takes its seat again; without one, here. @param {string} number */
export function leaveBar(number) {
  if (opener && !opener.closed) close();
  else location.assign(`/desk/${encodeURIComponent(number)}`);
}
