/** The hall's notice: one line per language; what is longer than its line comes in turns. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";

/** How much of a line is filled at most, in full-width cells of that line's type size. */
const CELLS = { landscape: [51, 76], portrait: [26, 38] };

/**
 * @param {import("./types.js").Scene} scene
 * @param {import("./types.js").Text} text
 */
export function notice({ words, portrait, turn }, text) {
  if (!text.zh && !text.en) return nothing;
  const cells = CELLS[portrait ? "portrait" : "landscape"];
  return html`<p class="notice-word">${words.both("notice")}</p>
    <p class="notice">
      ${words.lines(text).map(({ language, line }, index) => {
        const pieces = inPieces(line, cells[Math.min(index, 1)]);
        const at = turn % pieces.length;
        const place = index ? "second" : "first";
        return keyed(at, html`<span class="${place} piece" lang=${language}>${pieces[at]}</span>`);
      })}
    </p>`;
}

/**
 * Cut a sentence into pieces that fit a line: after a mark or a space if there is one near the end.
 * @param {string} line
 * @param {number} cells
 * @returns {string[]} at least one piece
 */
export function inPieces(line, cells) {
  /** @type {string[]} */
  const pieces = [""];
  for (const part of line.split(/(?<=[，。；：！？、·\s])/u)) {
    for (const bit of width(part) > cells ? part : [part]) {
      const last = pieces[pieces.length - 1];
      if (last && width(last + bit.trimEnd()) > cells) pieces.push(bit);
      else pieces[pieces.length - 1] = last + bit;
    }
  }
  return pieces;
}

/**
 * Full-width cells: a Latin letter takes about half of one.
 * @param {string} text
 */
function width(text) {
  let cells = 0;
  for (const letter of text) cells += letter > "\u2e7f" ? 1 : 0.55;
  return cells;
}
