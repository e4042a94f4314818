/** Lists of unlike length in columns and pages: each list in one piece where that can be. Pure. */

/** A column with less room than this left begins no list. */
const LEAST = 3;

/**
 * @template T
 * @typedef {{at: number, part: number, rows: T[]}} Piece a part of the list at a place, from 0
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
    let part = 0;
    do {
      const whole = head + rest.length <= left;
      const fresh = left === lines;
      // A list that fits a column is not begun where it would be cut; a longer one is cut anyway.
      if (!whole && !fresh && (head + rest.length <= lines || left < head + LEAST)) {
        filled.push([]);
        left = lines;
        continue;
      }
      const rows = rest.slice(0, left - head);
      filled[filled.length - 1].push({ at, part, rows });
      left -= head + rows.length;
      rest = rest.slice(rows.length);
      part += 1;
    } while (rest.length || !part);
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
