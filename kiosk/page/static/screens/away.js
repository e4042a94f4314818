/**
 * The hall server does not answer, or not yet: said calmly, with since when and where a person is.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { time } from "../hall_time.js";
import { icon } from "./icons.js";

/** @param {Page} page in place of the welcome page */
export function away(page) {
  const { state, say } = page;
  if (!state.now || state.now.link === "starting" || state.now.link === "reached") {
    return { body: html`<section class="alone"><h1 tabindex="-1" data-focus="page">${say("starting")}</h1></section>` };
  }
  const body = html`<section class="alone" role="status">
    ${icon("attention")}
    <h1 tabindex="-1" data-focus="page">${say("away.title")}</h1>
    <p class="lead">${sinceWords(page)}</p>
    <p class="lead">${say("away.person")}</p>
    ${whyWords(page)}
    <p class="quiet">${say("away.again")}</p>
  </section>`;
  return { body };
}

/** @param {Page} page above any other page */
export function awayNotice(page) {
  return html`<p class="notice" role="status">
    ${icon("attention")}<span>${page.say("away.notice")} ${sinceWords(page)} ${page.say("away.person")}</span>
  </p>`;
}

/** @param {Page} page a calm line: numbers are given, only the line is not known */
export function aloneNotice(page) {
  return html`<p class="notice told" role="status">${icon("notice")}<span class="words">${page.say("alone.notice")}</span></p>`;
}

/** @param {Page} page why this machine does not go on alone, for whoever looks after it */
function whyWords({ state, say }) {
  const why = state.now?.link === "unreachable" ? state.now.offline.why : "";
  return why ? html`<p class="quiet">${say(`alone.${why}`)}</p>` : nothing;
}

/** @param {Page} page */
function sinceWords({ state, say }) {
  if (!state.now) return nothing;
  if (state.now.link === "not_admitted") return say("away.not_admitted");
  return say("away.since", { time: time(new Date(state.now.since), state.catalogue?.timezone) });
}
