/**
 * What the hall has to say today, one notice after the other, each long enough to read.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { icon } from "./icons.js";

const TURN_MS = 10_000;

/** @param {Page} page on the welcome page */
export function notices({ state, say, name }) {
  const told = state.now?.state?.notices ?? [];
  if (!told.length) return nothing;
  const place = Math.floor(state.clock / TURN_MS) % told.length;
  return html`<p class="notice told">
    ${icon("notice")}<strong>${say("notice")}</strong>
    ${keyed(place, html`<span class="words">${name(told[place])}</span>`)}
    ${told.length > 1 ? html`<span class="quiet">${place + 1} / ${told.length}</span>` : nothing}
  </p>`;
}
