/** Lists of unlike length in columns and pages: each list in one piece where that can be. Pure. */

/** A list is begun at the foot of a column only with so many of its rows. */
const LEAST = 4;

/**
 * @template T
 * @typedef {{at: number, part: number, parts: number, rows: T[]}} Piece a part of the list at a place;
 *   places from 0, parts from 1
 */

/**
 * Fill columns in order; a list that is longer than what is left of a column goes on in the next.
 * @template T
 * @param {T[][]} lists
 * @param {number} head lines that the head of a piece takes
 * @param {number} lines of a column; more than `head`
 * @param {number} columns of a page
 * @returns {Piece<T>[][][]} pages of columns of pieces; at least one page
 */
export function packed(lists, head, lines, columns) {
  /** @type {Piece<T>[][]} */
  const filled = [[]];
  let left = lines;
  lists.forEach((list, at) => {
    let rest = list;
    /** @type {Piece<T>[]} */
    const pieces = [];
    do {
      const whole = head + rest.length <= left;
      if (!whole && left < lines && left < head + LEAST) {
        filled.push([]);
        left = lines;
        continue;
      }
      const rows = rest.slice(0, left - head);
      pieces.push({ at, part: pieces.length + 1, parts: 0, rows });
      filled[filled.length - 1].push(pieces[pieces.length - 1]);
      left -= head + rows.length;
      rest = rest.slice(rows.length);
    } while (rest.length || !pieces.length);
    for (const piece of pieces) piece.parts = pieces.length;
  });
  return inPages(filled, columns);
}

/**
 * @template T
 * @param {T[]} columns
 * @param {number} size
 */
function inPages(columns, size) {
  const pages = [];
  for (let at = 0; at < columns.length; at += size) pages.push(columns.slice(at, at + size));
  return pages;
}
