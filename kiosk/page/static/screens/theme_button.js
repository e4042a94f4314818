/**
 * A theme in a list, with how many errands are done on one number; and the list of all themes.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ThemeEntry} ThemeEntry
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { errandsOf } from "../catalogue.js";

/** @param {Page} page @param {ThemeEntry} theme */
export function themeButton(page, theme) {
  const stops = errandsOf(page.state, theme.code).length;
  return html`<li>
    <button class="theme" @click=${() => page.send({ type: "go", screen: { name: "theme", theme: theme.code } })}>
      <span class="title" lang=${page.hall}>${page.name(theme.name)}</span>
      <span class="quiet">${page.say("theme.stops", { stops })}</span>
    </button>
  </li>`;
}

/** @param {Page} page */
export function themes(page) {
  const reading = html`<h1 tabindex="-1" data-focus="page">${page.say("themes")}</h1>`;
  const body = html`<ul class="list after-title">${
    (page.state.catalogue?.themes ?? []).map((each) => themeButton(page, each))}</ul>`;
  return { reading, body };
}
