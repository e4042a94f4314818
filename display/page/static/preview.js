/** For who edits a layout, on a page opened with ?preview=1 alone: which one holds, and what is wrong. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** @param {import("./types.js").Scene} scene */
export function preview({ layout, words }) {
  const { name, theme, faults } = layout;
  if (!faults) return nothing;
  const size = `${innerWidth} × ${innerHeight}`;
  return html`<section class="preview" aria-label="layouts.toml">
    <p>${words.both("preview", { name, theme, size })}</p>
    ${faults.length
      ? html`<div role="alert">
          <p>${words.both("preview_kept")}</p>
          <ul>
            ${faults.map((fault) => html`<li lang="en">${fault}</li>`)}
          </ul>
        </div>`
      : nothing}
  </section>`;
}
