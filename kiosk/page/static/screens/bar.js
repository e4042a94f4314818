/**
 * The bar of every page: the way back and turning the page; layouts, voice and languages, one touch each.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { screenOf } from "../reducer.js";
import { turn } from "../scrolling.js";
import { icon } from "./icons.js";

const LAYOUTS = /** @type {const} */ (["large", "low", "contrast"]);

/** @param {Page} page */
export function bar(page) {
  const { say } = page;
  return html`<nav class="bar ways" aria-label=${say("ways")}>
      ${ways(page)}${page.state.aloud ? again(page) : nothing}${page.state.more.above || page.state.more.below ? turning(page) : nothing}
    </nav>
    <section class="bar display" aria-label=${say("display")}>${layouts(page)}${voice(page)}${tongues(page)}</section>`;
}

/** @param {Page} page */
function ways({ state, say, send }) {
  const place = screenOf(state).name;
  if (place === "welcome" || place === "number") return nothing;
  return html`
    <button class="key" @click=${() => send({ type: "back" })}>${icon("back")}${say("back")}</button>
    <button class="key" @click=${() => send({ type: "home" })}>${icon("home")}${say("home")}</button>
  `;
}

/** @param {Page} page */
function again({ say, send }) {
  return html`<button class="key" @click=${() => send({ type: "repeat" })}>${icon("voice")}${say("repeat")}</button>`;
}

/** @param {Page} page */
function turning({ state, say }) {
  return html`
    <button class="key turn" ?disabled=${!state.more.above}
      @click=${(/** @type {Event} */ press) => turn(press, -1)}>${icon("up")}${say("turn.up")}</button>
    <button class="key turn" ?disabled=${!state.more.below}
      @click=${(/** @type {Event} */ press) => turn(press, 1)}>${icon("down")}${say("turn.down")}</button>
  `;
}

/** @param {Page} page */
function layouts({ state, say, send }) {
  const standard = !LAYOUTS.some((layout) => state[layout]);
  return html`
    ${toggle(say("standard"), standard, () => send({ type: "standard" }))}
    ${LAYOUTS.map((what) => toggle(say(what), state[what], () => send({ type: "set", what, on: !state[what] })))}
  `;
}

/** @param {Page} page */
function voice({ state, say, send }) {
  return toggle(say("aloud"), state.aloud, () => send({ type: "set", what: "aloud", on: !state.aloud }));
}

/** @param {string} words @param {boolean} on @param {() => void} press */
function toggle(words, on, press) {
  return html`<button class="key" aria-pressed=${on ? "true" : "false"} @click=${press}>${words}</button>`;
}

/** @param {Page} page */
function tongues({ state, languages, sayIn, send }) {
  return languages.filter((code) => code !== state.language).map((code) => html`
    <button class="key" lang=${code} @click=${() => send({ type: "speak", language: code })}>
      ${sayIn(code, "language")}
    </button>`);
}
