/**
 * The door: a PIN on large keys. What is typed shows as dots.
 * @typedef {import("./keeper.d.ts").Page} Page
 * @typedef {import("./keeper.d.ts").Hands} Hands
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** @param {Page} page @param {Hands} hands */
export function door({ state, say, other, otherLanguage }, hands) {
  return html`<main class="keeper">
    <header><h1>${say("title")}</h1><p>${say("door.how")}</p></header>
    <p class="pin" role="status" aria-label=${say("door.typed", { digits: state.pin.length })}>
      ${"●".repeat(state.pin.length) || html`<span class="quiet">${say("door.pin")}</span>`}</p>
    ${state.said ? html`<p class="notice" role="alert">${say(state.said.key, state.said.values)}</p>` : nothing}
    <div class="pad">
      ${KEYS.map((digit) => html`<button @click=${() => hands.digit(digit)}>${digit}</button>`)}
      <button @click=${hands.erase} ?disabled=${state.pin === ""}>${say("door.erase")}</button>
      <button @click=${() => hands.digit("0")}>0</button>
      <button class="enter" @click=${hands.enter} ?disabled=${state.pin === "" || state.busy !== null}>${say("door.enter")}</button>
    </div>
    <footer class="acts">
      <button @click=${hands.leave}>${say("leave")}</button>
      <button lang=${otherLanguage} @click=${hands.speak}>${other}</button>
    </footer>
  </main>`;
}
