/** The one screen of every board, kiosk and phone while everybody is told to leave the hall. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** Full-width cells up to which each size of type still fits a screen; longer is smallest. */
const FITS = [20, 36, 70, 140];

/** @typedef {{zh: string, en: string}} Text */

/**
 * @param {object} told
 * @param {Text} told.text the hall's own sentence, shown in both languages
 * @param {unknown} told.word what is going on, beside the icon
 * @param {unknown} told.since
 * @param {unknown} [told.stale] that nothing newer is known, and since when
 */
export function evacuationScreen({ text, word, since, stale = nothing }) {
  const lines = evacuationLines(text);
  return html`<main class="evacuation" data-evacuation>
    <p class="evacuation-word">${wayOut}<b>${word}</b></p>
    <h1 class="evacuation-text size-${size(lines[0].line)}" tabindex="-1" data-focus="page">
      ${lines.map(({ language, line }) => html`<span lang=${language}>${line}</span>`)}
    </h1>
    <p class="evacuation-since">${since}</p>
    ${stale === nothing ? nothing : html`<p class="evacuation-stale">${stale}</p>`}
  </main>`;
}

/**
 * The sentence in both languages, for eyes and for a live region.
 * @param {Text} text
 * @returns {{language: string, line: string}[]} Chinese first; English only when it says more
 */
export function evacuationLines({ zh, en }) {
  const lines = [{ language: "zh-CN", line: zh || en }];
  if (en && en !== lines[0].line) lines.push({ language: "en", line: en });
  return lines;
}

/** A door with an arrow out of it. */
const wayOut = html`<svg class="evacuation-icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M13 3H5v18h8M10 12h11M17 8l4 4-4 4" />
</svg>`;

/** @param {string} line @returns {number} 1 is largest */
function size(line) {
  let cells = 0;
  for (const letter of line) cells += letter > "\u2e7f" ? 1 : 0.55;
  const step = FITS.findIndex((most) => cells <= most);
  return step < 0 ? FITS.length + 1 : step + 1;
}
