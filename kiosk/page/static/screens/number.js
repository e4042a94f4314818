/**
 * The number: the one loud thing, then how long, where to go, and the paper.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").Visit} Visit
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { zone as zoneEntry } from "../catalogue.js";
import { timeLeft } from "../reducer.js";
import { aheadWords, rangeWords, waitWords, windowWords } from "../waiting.js";
import { badge } from "./badge.js";
import { zonePlan } from "./floor_plan.js";
import { icon } from "./icons.js";

/** How each state of the paper is marked. */
export const MARKS = /** @type {const} */ ({
  QUEUED: "print",
  SENDING: "print",
  PRINTED: "done",
  REFUSED: "attention",
  UNCERTAIN: "attention",
  CANCELLED: "attention",
});

/** @param {Page} page */
export function number(page) {
  const { state, say, name, send } = page;
  const visit = /** @type {Visit} */ (state.visit);
  const { ticket } = visit;
  const reading = html`
    <section class="given">
      <h1 tabindex="-1" data-focus="page">${say("number.title")}</h1>
      <p class="errand">${errand(page, ticket.items)}</p>
      <p class="hero">${ticket.number}</p>
      ${ticket.appointment ? html`<p class="chip">${say(ticket.appointment.due ? "number.booked" : "number.booked.late")}</p>` : nothing}
      ${ticket.reason ? html`<p class="chip">${name(ticket.reason)}</p>` : nothing}
      <p class="strong">${visit.offline ? say("alone.wait") : rangeWords(say, ticket.wait)}</p>
      <p class="lead">${visit.offline ? say("alone.number") : aheadWords(say, ticket.wait)}</p>
    </section>
  `;
  const body = html`
    <div class="after">
      ${paper(page, visit)}
      <div class="facts">${place(page)}${phone(page, visit)}</div>
    </div>
  `;
  const seconds = Math.max(0, Math.ceil(timeLeft(state) / 1000));
  const primary = html`
    <p class="quiet countdown" aria-hidden="true">${say("number.leaving", { seconds })}</p>
    <button class="primary" @click=${() => send({ type: "home" })}>${say("number.done")}</button>`;
  return { reading, body, primary };
}

/** @param {Page} page what a screen reader says at once */
export function numberSpoken({ state, say, name }) {
  const { visit } = state;
  if (!visit) return "";
  const { number: told, wait, zone } = visit.ticket;
  const words = visit.offline ? say("alone.wait") : waitWords(say, wait);
  return say("number.spoken", { number: told, wait: words, zone: name(zone) });
}

/** @param {Page} page @param {Visit} visit */
function paper({ state, say }, visit) {
  const mark = MARKS[visit.paper];
  const where = visit.paper === "REFUSED" && visit.trouble === "paper_out" ? "no_roll" : visit.paper;
  const or = visit.qr ? "scan" : "note";
  return html`<p class="paper ${mark}" role="status">
    ${icon(mark)}<span>${say(`paper.${where}`)}${mark === "attention" ? ` ${say(`paper.instead.${or}`)}` : ""}</span>
    ${state.person?.source === "card" ? html`<span class="card-back">${icon("card")}${say("card.back")}</span>` : nothing}
  </p>`;
}

/** @param {Page} page */
function place({ state, say, name, hall }) {
  const ticket = /** @type {Visit} */ (state.visit).ticket;
  const where = zoneEntry(state, ticket.zone_code);
  return html`<section class="fact">
    <h2>${icon("place")}${say("number.where")}</h2>
    <p class="strong" lang=${hall}>${badge(ticket.zone_code)}${name(ticket.zone)}</p>
    <p>${ticket.windows.length ? windowWords(say, ticket.windows) : nothing}</p>
    ${zonePlan(state, ticket.zone_code, ticket.windows)}
    <p class="quiet">${[where?.floor, name(where?.way)].filter(Boolean).join(" · ")}</p>
    <p>${say("number.watch")}</p>
  </section>`;
}

/** @param {Page} page @param {Visit} visit */
function phone({ say }, visit) {
  if (!visit.qr) return nothing;
  return html`<section class="fact phone">
    <img src=${visit.qr} alt=${say("number.qr")} width="320" height="320">
    <p>${say(visit.offline ? "alone.scan" : "number.scan")}</p>
  </section>`;
}

/** @param {Page} page @param {import("../messages.d.ts").Text[]} items in the order planned */
function errand({ say, name }, items) {
  if (items.length === 1) return name(items[0]);
  return say("number.errands", { errands: items.length, first: name(items[0]) });
}
