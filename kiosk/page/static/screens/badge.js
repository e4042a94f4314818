/** A zone's letter on its colour. Never without the zone's name or letter in words nearby. */
import { html } from "/assets/vendor/lit-html/lit-html.js";

const COLOURED = ["A", "B", "C", "D"];

/** @param {string} code @param {"small" | "large"} [size] */
export function badge(code, size = "small") {
  const colour = COLOURED.includes(code) ? code : "other";
  return html`<span class="badge ${size} zone-${colour}" aria-hidden="true">${code}</span>`;
}
