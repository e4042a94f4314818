/**
 * The bar at the foot of every page: the way back, turning the page, large print, languages.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { screenOf } from "../reducer.js";
import { turn } from "../scrolling.js";
import { icon } from "./icons.js";

/** @param {Page} page */
export function bar(page) {
  const { state, say } = page;
  return html`<nav class="bar" aria-label=${say("bar")}>
    <div class="group">${ways(page)}</div>
    <div class="group">${state.more.above || state.more.below ? turning(page) : nothing}</div>
    <div class="group">
      <button class="key" aria-pressed=${state.large ? "true" : "false"}
        @click=${() => page.send({ type: "enlarge", large: !state.large })}>
        ${say("large")}
      </button>
      ${page.languages.filter((code) => code !== state.language).map((code) => html`
        <button class="key" lang=${code} @click=${() => page.send({ type: "speak", language: code })}>
          ${page.sayIn(code, "language")}
        </button>`)}
    </div>
  </nav>`;
}

/** @param {Page} page */
function ways(page) {
  const place = screenOf(page.state).name;
  if (place === "welcome" || place === "number") return nothing;
  return html`
    <button class="key" @click=${() => page.send({ type: "back" })}>${icon("back")}${page.say("back")}</button>
    <button class="key" @click=${() => page.send({ type: "home" })}>${icon("home")}${page.say("home")}</button>
  `;
}

/** @param {Page} page */
function turning({ state, say }) {
  return html`
    <button class="key" ?disabled=${!state.more.above}
      @click=${(/** @type {Event} */ press) => turn(press, -1)}>${icon("up")}${say("turn.up")}</button>
    <button class="key" ?disabled=${!state.more.below}
      @click=${(/** @type {Event} */ press) => turn(press, 1)}>${icon("down")}${say("turn.down")}</button>
  `;
}
