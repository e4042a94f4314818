/** What supervision saw: grade by sign and word, the rule, its case, its facts. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { momentWords } from "./dates.js";

/** @typedef {import("../cases").EventView} EventView */
/** @typedef {import("../language.js").Speech} Speech */

/** Signs beside the words, so that no grade is told by colour alone. @type {Record<string, string>} */
const SIGNS = { red: "■", yellow: "▲", note: "○" };

/** @param {import("./state.js").Cases} screen */
export function eventsView({ speech, events, timezone, refusal }) {
  const { tell } = speech;
  if (events === null) return html`<p class="waiting" role="status">${refusal === null ? tell("cases.loading") : ""}</p>`;
  if (events.length === 0) return html`<div class="empty" data-empty><p>${tell("cases.none.events")}</p></div>`;
  return html`<ol class="events">${events.map((event) => eventView(speech, event, timezone, true))}</ol>`;
}

/** @param {Speech} speech @param {EventView} event @param {string} timezone @param {boolean} named whether it says which case it is about */
export function eventView(speech, event, timezone, named) {
  const { tell, name, knows } = speech;
  const node = `event.${event.node}`;
  return html`<li class="event" data-grade=${event.grade}>
    <span class="grade"><span aria-hidden="true">${SIGNS[event.grade]}</span> ${tell(`cases.grade.${event.grade}`)}</span>
    <span class="event-what"><b>${knows(node) ? tell(node) : event.node}</b>
      ${named && event.case !== null ? html`<a href="/cases/${event.case}">${event.case} ${name(event.title)}</a>` : nothing}</span>
    <time class="second" datetime=${event.at}>${momentWords(speech, event.at, timezone)}</time>
  </li>`;
}
