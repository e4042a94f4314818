/**
 * Latin letters on the screen, for pinyin and its initials.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { icon } from "./icons.js";

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** @param {Page} page */
export function keyboard(page) {
  const { state, say } = page;
  const type = (/** @type {string} */ query) => page.send({ type: "typed", query });
  return html`<div class="keyboard" role="group" aria-label=${say("keyboard")}>
    ${ROWS.map((row, place) => html`<div class="row">
      ${[...row].map((letter) => html`
        <button class="letter" @click=${() => type(state.query + letter)}>${letter}</button>`)}
      ${place === ROWS.length - 1 ? html`
        <button class="letter wide" ?disabled=${!state.query} @click=${() => type(state.query.slice(0, -1))}>
          ${icon("erase")}<span>${say("keyboard.erase")}</span>
        </button>
        <button class="letter wide" ?disabled=${!state.query} @click=${() => type("")}>
          ${say("keyboard.clear")}
        </button>` : ""}
    </div>`)}
  </div>`;
}
