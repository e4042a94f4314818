/**
 * The hall does not know this machine: its code for the administrator, and where a visitor goes meanwhile.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { icon } from "./icons.js";

/** @param {Page} page */
export function pairingOf({ state }) {
  return state.now?.link === "not_admitted" ? state.now.pairing : null;
}

/** @param {Page} page in every language at once: who stands before it may be anybody */
export function pairing(page) {
  const { say, sayIn, languages, state } = page;
  const shown = pairingOf(page);
  const others = languages.filter((language) => language !== state.language);
  const both = (/** @type {string} */ key) => html`<span>${say(key)}</span>
    ${others.map((language) => html`<span class="second" lang=${language}>${sayIn(language, key)}</span>`)}`;
  const code = shown?.code;
  const body = html`<section class="alone pairing" role="status">
    ${icon("attention")}
    <h1 tabindex="-1" data-focus="page">${both(shown?.lost ? "pairing.lost" : "pairing.title")}</h1>
    ${code ? html`<p class="pairing-code" data-code=${code}>${code.slice(0, 3)} ${code.slice(3)}</p>` : nothing}
    <p class="lead">${both(code ? "pairing.enter" : "pairing.waiting")}</p>
    <p class="quiet">${both("away.person")}</p>
  </section>`;
  return { body };
}
