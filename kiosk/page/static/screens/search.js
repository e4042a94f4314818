/**
 * Finding an item by typing, on the screen or on a keyboard.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { searchItems, searchThemes } from "../search_items.js";
import { icon } from "./icons.js";
import { foundItemButton } from "./item_button.js";
import { keyboard } from "./keyboard.js";
import { themeButton } from "./theme_button.js";
import { finding } from "./ways.js";

const SHOWN = 8;
const THEMES_SHOWN = 2;

/** @param {Page} page */
export function search(page) {
  const { state, say } = page;
  const found = searchItems(state.catalogue?.items ?? [], state.query, SHOWN);
  const themes = searchThemes(state.catalogue?.themes ?? [], state.query, THEMES_SHOWN);
  const typed = (/** @type {Event} */ input) =>
    page.send({ type: "typed", query: /** @type {HTMLInputElement} */ (input.target).value });
  const reading = html`<h1>${say("search.title")}</h1>`;
  const body = html`
    <label class="search-field">
      ${icon("search")}<span class="unseen">${say("search.label")}</span>
      <input type="text" inputmode="none" autocomplete="off" spellcheck="false" maxlength="40" data-focus="page"
        placeholder=${say("search.hint")} .value=${live(state.query)} @input=${typed}>
    </label>
    <p class="quiet" role="status">${outcome(page, found.length, themes.length)}</p>
    ${themes.length ? html`<ul class="list found before">${themes.map((theme) => themeButton(page, theme))}</ul>` : nothing}
    <ul class="list found">${found.map(({ item, word }) => foundItemButton(page, item, word))}</ul>
    ${found.length || themes.length ? nothing : otherWays(page)}
  `;
  return { reading, body, primary: keyboard(page) };
}

/** @param {Page} page when typing did not help */
function otherWays(page) {
  return html`<ul class="list">${finding(page)}</ul>`;
}

/** @param {Page} page @param {number} found @param {number} themes */
function outcome({ state, say }, found, themes) {
  if (!state.query.trim()) return say("search.common");
  if (found === 0 && themes > 0) return say("search.themes");
  if (found === 0) return say("search.nothing", { query: state.query });
  return say(found === 1 ? "search.one" : found === SHOWN ? "search.first" : "search.found", { found });
}
