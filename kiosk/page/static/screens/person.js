/**
 * Who stands here, as far as anybody said: a card, a number, or nobody, which is as good.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").PersonNow} PersonNow
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { mayServe } from "../press.js";
import { icon } from "./icons.js";

/** @param {Page} page above any page that has no place of its own for it; nothing while there is nothing to say */
export function personStrip(page) {
  const { state } = page;
  if (state.person) return chip(page, state.person);
  const words = readerNews(page);
  return words ? html`<p class="notice told" role="status">${icon("card")}<span class="words">${words}</span></p>` : nothing;
}

/** @param {Page} page @param {PersonNow} person */
function chip(page, person) {
  const { say, send } = page;
  return html`<div class="person" role="status">
    ${icon("person")}
    <p class="who">${personWords(page, person)}${person.expired
      ? html`<span class="quiet">${say("card.expired")}</span>` : nothing}</p>
    <button class="key" @click=${() => send({ type: "forget" })}>${say("person.forget")}</button>
  </div>`;
}

/** @param {Page} page @param {PersonNow} person */
export function personWords({ say }, { kind, name, tail }) {
  return say(kind === "phone" ? "person.phone" : name ? "person.card" : "person.document", { name, tail });
}

/** @param {Page} page @returns {string} what the reader does or why it failed, while that is news */
function readerNews({ state, say }) {
  const reader = state.now?.reader;
  if (!reader || reader.seq === state.passed) return "";
  if (reader.state === "reading") return say("card.reading");
  return reader.state === "failed" ? say(`card.${reader.trouble || "unreadable"}`) : "";
}

/** @param {Page} page @returns {string} what can be done with a card here; empty on a machine without a reader */
export function readerWords(page) {
  const { state, say } = page;
  const reader = state.now?.reader;
  if (!reader || reader.state === "none") return "";
  return readerNews(page) || say(reader.state === "away" ? "card.away" : "card.place");
}

/** @param {Page} page where a number is taken: three ways that weigh the same, and taking it is the button below */
export function identity(page) {
  const { state } = page;
  return html`<section class="identity">
    <h2>${icon("person")}${page.say(state.person ? "identity.known" : "identity.title")}</h2>
    ${state.person ? knownPerson(page, state.person) : ways(page)}
  </section>`;
}

/** @param {Page} page */
function ways(page) {
  const { say } = page;
  const words = readerWords(page);
  return html`
    <p class="quiet">${say("identity.free")}</p>
    ${words ? html`<p class="card-line" role="status">${icon("card")}<span>${words}</span></p>` : nothing}
    <div class="reasons">${typingKeys(page)}</div>`;
}

/** @param {Page} page the two ways to say it by typing */
export function typingKeys(page) {
  return (/** @type {const} */ (["document", "phone"])).map((by) => html`<button class="key"
    @click=${() => page.send({ type: "go", screen: { name: "identify", by } })}>${page.say(`identify.${by}`)}</button>`);
}

/** @param {Page} page @param {PersonNow} person */
function knownPerson(page, person) {
  return html`${chip(page, person)}${offer(page, person)}${mayServe(page.state) ? forWhom(page) : nothing}`;
}

/** @param {Page} page @param {PersonNow} person priority by age, asked and not taken for granted */
function offer({ state, say, name, send }, person) {
  const reason = state.catalogue?.reasons.find((entry) => person.reasons.includes(entry.code));
  if (!reason) return nothing;
  return html`<div class="asked-pair" role="group" aria-labelledby="offered">
    <p id="offered">${say("offer.ask", { reason: name(reason.name) })}</p>
    ${answer(say("offer.yes"), state.reason === reason.code, () => send({ type: "claim", reason: reason.code }))}
    ${answer(say("offer.no"), state.declined, () => send({ type: "decline" }))}
  </div>`;
}

/** @param {Page} page */
function forWhom({ state, say, send }) {
  return html`<div class="asked-pair" role="group" aria-labelledby="for-whom">
    <p id="for-whom">${say("serve.ask")}</p>
    ${answer(say("serve.self"), !state.agent, () => send({ type: "serve", agent: false }))}
    ${answer(say("serve.other"), state.agent, () => send({ type: "serve", agent: true }))}
  </div>`;
}

/** @param {string} words @param {boolean} chosen @param {() => void} press */
function answer(words, chosen, press) {
  return html`<button class="key" aria-pressed=${chosen ? "true" : "false"} @click=${press}>
    ${chosen ? icon("done") : nothing}${words}
  </button>`;
}
