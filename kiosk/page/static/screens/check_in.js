/**
 * Checking in with an appointment: by card, code or phone. What is found is the next page.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { isAway } from "../obstacle.js";
import { icon } from "./icons.js";
import { CODE, entryLine, pad } from "./pad.js";
import { personStrip, personWords, readerWords, typingKeys } from "./person.js";
import { failure } from "./take.js";

const CODE_LENGTH = 8;

/** @param {Page} page */
export function checkIn(page) {
  const { state, say, send } = page;
  const reading = html`
    <h1 tabindex="-1" data-focus="page">${say("check_in.title")}</h1>
    <p class="quiet">${say("check_in.how")}</p>`;
  const body = html`
    ${state.person ? personStrip(page) : nothing}
    ${failure(page)}
    ${state.failure ? nothing : outcome(page)}
    ${isAway(page) ? ordinary(page) : html`<div class="offers">
      ${cardOffer(page)}
      <section class="fact">
        <h2>${icon("scan")}${say("check_in.code")}</h2>
        <p>${say("check_in.code.how")}</p>
        <div class="reasons">
          <button class="key" @click=${() => send({ type: "go", screen: { name: "code" } })}>${say("check_in.code.type")}</button>
        </div>
      </section>
      <section class="fact">
        <h2>${icon("keys")}${say("check_in.number")}</h2>
        <div class="reasons">${typingKeys(page)}</div>
      </section>
    </div>`}`;
  return { reading, body };
}

/** @param {Page} page */
function cardOffer(page) {
  const { state, say, send } = page;
  const { person } = state;
  const find = () => person && send({ type: "ask", asked: { what: "appointments", person: person.handle } });
  const words = readerWords(page);
  if (!person && !words) return nothing;
  return html`<section class="fact">
    <h2>${icon("card")}${say("check_in.card")}</h2>
    ${person ? html`<div class="reasons"><button class="key" ?disabled=${state.asked !== null} @click=${find}>
      ${say("check_in.find", { person: personWords(page, person) })}</button></div>` : html`<p>${words}</p>`}
  </section>`;
}

/** @param {Page} page */
function outcome(page) {
  const { state, say } = page;
  if (state.asked?.what === "appointments") {
    return html`<p class="notice told" role="status">${icon("clock")}<span class="words">${say("check_in.finding")}</span></p>`;
  }
  if (isAway(page) || !state.found || state.found.length) return nothing;
  return html`<p class="notice" role="status">${icon("attention")}<span>${say("check_in.nothing")}</span></p>${ordinary(page)}`;
}

/** @param {Page} page the way that is always open */
export function ordinary({ say, send }) {
  return html`<div class="reasons ordinary">
    <button class="key" @click=${() => send({ type: "home" })}>${icon("home")}${say("ordinary")}</button>
  </div>`;
}

/** @param {Page} page the code of the booking, typed */
export function code(page) {
  const { state, say, send } = page;
  const reading = html`<h1>${say("check_in.code.title")}</h1><p class="quiet">${say("check_in.code.title.how")}</p>`;
  const body = html`
    ${failure(page)}
    ${state.failure ? nothing : outcome(page)}
    <div class="typing"><div>${entryLine(page, CODE, say("check_in.code.title"))}</div>${pad(page, CODE)}</div>`;
  const ready = state.entry.length === CODE_LENGTH && state.asked === null;
  const primary = html`<button class="primary" ?disabled=${!ready}
    @click=${() => send({ type: "ask", asked: { what: "appointments", code: state.entry } })}>${say("check_in.search")}</button>`;
  return { reading, body, primary };
}
