/**
 * The appointments that were found: the one that is due is checked in, the others say how they stand.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").AppointmentView} AppointmentView
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { item, queueNow } from "../catalogue.js";
import { day, endTime, time } from "../hall_time.js";
import { hallObstacle, isAway } from "../obstacle.js";
import { isDue } from "../visitor.js";
import { badge } from "./badge.js";
import { ordinary } from "./check_in.js";
import { icon } from "./icons.js";
import { failure, takeButton } from "./take.js";

/** @param {Page} page */
export function appointments(page) {
  const { state, say } = page;
  const found = state.found ?? [];
  const due = found.filter(isDue);
  const title = say(found.length === 1 ? "appointments.one" : "appointments.title", { found: found.length });
  const what = due.length > 1 ? "appointments.choose" : due.length ? "appointments.due" : "appointments.none_due";
  const reading = html`<h1 tabindex="-1" data-focus="page">${title}</h1><p class="quiet">${say(what)}</p>`;
  const body = html`
    ${failure(page)}
    <ul class="appointments">${found.map((one) => html`<li>
      ${isDue(one) ? choice(page, one, due.length > 1) : standing(page, one)}
    </li>`)}</ul>
    ${due.length ? nothing : ordinary(page)}`;
  if (!due.length) return { reading, body };
  const why = isAway(page) ? say("check_in.away") : hallObstacle(page) ?? (state.chosen ? null : say("appointments.choose"));
  return { reading, body, primary: takeButton(page, why, "check_in.take") };
}

/** @param {Page} page @param {AppointmentView} one @param {boolean} several */
function choice(page, one, several) {
  const { state, send } = page;
  const id = String(one.appointment_id);
  if (!several) return html`<section class="fact appointment due">${particulars(page, one)}</section>`;
  const chosen = state.chosen === id;
  return html`<button class="card appointment due" aria-pressed=${chosen ? "true" : "false"}
    @click=${() => send({ type: "choose", chosen: id })}>
    ${chosen ? icon("done") : nothing}${particulars(page, one)}
  </button>`;
}

/** @param {Page} page @param {AppointmentView} one */
function standing(page, one) {
  return html`<section class="fact appointment">${particulars(page, one)}</section>`;
}

/** @param {Page} page @param {AppointmentView} one */
function particulars(page, one) {
  const { state, say, name } = page;
  const entry = item(state, one.item);
  const closed = entry && queueNow(state, entry.queue)?.closed;
  return html`
    <span class="title" lang=${page.hall}>${entry ? badge(entry.zone) : nothing}${name(one.item_name)}</span>
    <span class="slot">${slot(page, one)}</span>
    <span class="standing ${one.standing}">${standingWords(page, one)}</span>
    ${closed ? html`<span class="quiet">${say("obstacle.closed", { why: name(closed) })}</span>` : nothing}`;
}

/** @param {Page} page @param {AppointmentView} one */
function slot({ state, say }, one) {
  const zone = state.catalogue?.timezone;
  return say("appointments.slot", {
    day: day(new Date(one.begins), zone, state.language), half: say(`half.${one.half}`),
    from: time(new Date(one.begins), zone), to: endTime(new Date(one.ends), zone),
  });
}

/** @param {Page} page @param {AppointmentView} one */
function standingWords({ state, say }, one) {
  if (one.state === "CHECKED_IN") return say("standing.checked_in", { number: one.number ?? "" });
  if (one.state === "CANCELLED" || one.state === "MISSED") return say(`standing.${one.state}`);
  return say(`standing.${one.standing}`, { time: time(new Date(one.due_from), state.catalogue?.timezone) });
}
