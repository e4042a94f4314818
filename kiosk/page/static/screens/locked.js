/**
 * The hall has locked this machine: its words in both tongues, and where a visitor goes instead.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").Text} Text
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { icon } from "./icons.js";

/** @param {Page} page the hall's words, also when it is not heard any more; null while it is unlocked */
export function lockOf({ state }) {
  return state.now?.state?.orders.lock ?? null;
}

/** @param {Page} page @param {Text} words */
export function locked({ say, sayIn, languages, state }, words) {
  const others = languages.filter((language) => language !== state.language);
  const own = [words.zh, words.en].filter((line, place, all) => line && all.indexOf(line) === place);
  const body = html`<section class="alone locked" role="status">
    ${icon("attention")}
    <h1 tabindex="-1" data-focus="page"><span>${say("locked.title")}</span>
      ${others.map((language) => html`<span class="second" lang=${language}>${sayIn(language, "locked.title")}</span>`)}</h1>
    ${own.length ? own.map((line) => html`<p class="lead">${line}</p>`) : nothing}
    <p class="quiet">${say("away.person")}
      ${others.map((language) => html`<span class="second" lang=${language}>${sayIn(language, "away.person")}</span>`)}</p>
  </section>`;
  return { body };
}
