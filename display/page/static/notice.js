/** The hall's notices, one after the other: one line per language; what is longer comes in pieces. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { ticker } from "./ticker.js";

/** How much of a line is filled at most, in full-width cells of that line's type size. */
const CELLS = { landscape: [51, 76], portrait: [26, 38] };

/** @typedef {{language: string, pieces: string[]}[]} Notice each language's line in pieces */

/**
 * @param {import("./types.js").Scene} scene
 * @param {import("./types.js").Text[]} texts
 */
export function notices(scene, texts) {
  const { layout, words, portrait, turn, still } = scene;
  if (layout.notices === "ticker" && !still) return inOneLine(scene, texts);
  const cells = CELLS[portrait ? "portrait" : "landscape"];
  const told = texts.map((text) =>
    words.lines(text).map(({ language, line }, index) => ({
      language,
      pieces: inPieces(line, cells[Math.min(index, 1)]),
    })),
  );
  const shown = slideAt(told, turn);
  if (!shown) return nothing;
  const { notice, at, place } = shown;
  return html`<p class="notice-word">
      ${words.both("notice")}
      ${told.length > 1 ? html`<span class="notice-place">${place + 1} / ${told.length}</span>` : nothing}
    </p>
    <p class="notice">
      ${notice.map(({ language, pieces }, index) =>
        keyed(
          `${place} ${at}`,
          html`<span class="${index ? "second" : "first"} piece" lang=${language}
            >${pieces[at % pieces.length]}</span
          >`,
        ),
      )}
    </p>`;
}

/**
 * All notices in all languages, one behind the other.
 * @param {import("./types.js").Scene} scene
 * @param {import("./types.js").Text[]} texts
 */
function inOneLine({ words, layout }, texts) {
  const lines = texts.flatMap((text) => words.lines(text));
  if (!lines.length) return nothing;
  return html`<p class="notice-word">${words.both("notice")}</p>
    ${ticker(lines, layout.ticker)}`;
}

/**
 * Which notice is on in this turn, and which piece of it.
 * @param {Notice[]} told
 * @param {number} turn
 */
function slideAt(told, turn) {
  const lengths = told.map((notice) => Math.max(0, ...notice.map(({ pieces }) => pieces.length)));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  let at = turn % (all || 1);
  const place = lengths.findIndex((length) => {
    if (at < length) return true;
    at -= length;
    return false;
  });
  return place < 0 ? null : { notice: told[place], at, place };
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
  let filled = 0;
  for (const part of line.split(/(?<=[，。；：！？、·\s])/u)) {
    for (const bit of width(part) > cells ? part : [part]) {
      if (filled && filled + width(bit.trimEnd()) > cells) {
        pieces.push("");
        filled = 0;
      }
      pieces[pieces.length - 1] += bit;
      filled += width(bit);
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
