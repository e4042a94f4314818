/** A zone's letter on its colour. Never without the zone's name or letter in words nearby. */
import { html } from "/assets/vendor/lit-html/lit-html.js";

const COLOURED = ["A", "B", "C", "D"];

/** @param {string} code @returns {string} the class that gives a zone its colour */
export function zoneColour(code) {
  return `zone-${COLOURED.includes(code) ? code : "other"}`;
}

/** @param {string} code @param {"small" | "large"} [size] */
export function badge(code, size = "small") {
  return html`<span class="badge ${size} ${zoneColour(code)}" aria-hidden="true">${code}</span>`;
}
