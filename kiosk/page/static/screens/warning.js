/**
 * Asks whether the visitor is still there, before the page is given to the next.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { timeLeft } from "../reducer.js";

/** @param {Page} page */
export function warning({ state, say, send }) {
  const seconds = Math.max(0, Math.ceil(timeLeft(state) / 1000));
  return html`<div class="veil">
    <div class="asking" role="alertdialog" aria-modal="true"
      aria-labelledby="asking" aria-describedby="asking-how">
      <h2 id="asking">${say("idle.title")}</h2>
      <p class="lead" id="asking-how">${say("idle.how")}</p>
      <p class="lead" aria-hidden="true">${say("idle.left", { seconds })}</p>
      <button class="primary" data-focus="warning" @click=${() => send({ type: "touched" })}>${say("idle.stay")}</button>
      <button class="key" @click=${() => send({ type: "home" })}>${say("home")}</button>
    </div>
  </div>`;
}
