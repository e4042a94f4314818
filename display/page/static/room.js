/** How many rows fit into the lists of a board, as they stand on this screen. */

/** @typedef {Record<string, number>} Room rows by the list's `data-room` */

/**
 * Measure every list with a `data-room`. Its style says by `--row` how high a row is at least, with
 * the gap below it, in rem; the list's own height must not hang on what is in it.
 * @returns {Room}
 */
export function measured() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  /** @type {Room} */
  const room = {};
  for (const list of document.querySelectorAll("[data-room]")) {
    const style = getComputedStyle(list);
    const row = parseFloat(style.getPropertyValue("--row")) * rem;
    const gap = parseFloat(style.rowGap) || 0;
    // A hair of tolerance: sizes on screens are rounded.
    const rows = Math.floor((list.clientHeight + gap + 1) / row);
    room[/** @type {HTMLElement} */ (list).dataset.room ?? ""] = Math.max(1, rows);
  }
  return room;
}

/**
 * @param {Room} one
 * @param {Room} other
 */
export function isSame(one, other) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
