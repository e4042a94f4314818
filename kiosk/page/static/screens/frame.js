/**
 * What stands around every page: the hall's name and time, notices, the one primary button, the bar.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").Screen} Screen
 * @typedef {import("../messages.d.ts").Drawn} Drawn
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { day, endTime, time } from "../hall_time.js";
import { givesAlone, isAway, isStopped } from "../obstacle.js";
import { isWarning, screenOf } from "../reducer.js";
import { appointments } from "./appointments.js";
import { aloneNotice, away, awayNotice } from "./away.js";
import { bar } from "./bar.js";
import { checkIn, code } from "./check_in.js";
import { department } from "./department.js";
import { departments, office } from "./departments.js";
import { evacuation, evacuationOf, evacuationSpoken } from "./evacuation.js";
import { event, events } from "./events.js";
import { floors } from "./floors.js";
import { identify } from "./identify.js";
import { item } from "./item.js";
import { lockOf, locked } from "./locked.js";
import { number, numberSpoken } from "./number.js";
import { pairing, pairingOf } from "./pairing.js";
import { personStrip } from "./person.js";
import { pickUp } from "./pick_up.js";
import { search } from "./search.js";
import { theme } from "./theme.js";
import { themes } from "./theme_button.js";
import { warning } from "./warning.js";
import { welcome } from "./welcome.js";
import { zone } from "./zone.js";

/** Pages that say themselves who is known. */
const OWN_PLACE = ["number", "item", "theme", "identify", "check-in", "code"];

/** @param {Page} page @returns {Drawn} */
function drawn(page) {
  const screen = screenOf(page.state);
  if (screen.name === "number") return number(page);
  if (pairingOf(page)) return pairing(page);
  const lock = lockOf(page);
  if (lock) return locked(page, lock);
  if (!page.state.catalogue || (screen.name === "welcome" && isStopped(page))) return away(page);
  switch (screen.name) {
    case "welcome": return welcome(page);
    case "search": return search(page);
    case "zone": return zone(page, screen.zone);
    case "department": return department(page, screen.zone, screen.department);
    case "item": return item(page, screen.item);
    case "theme": return theme(page, screen.theme);
    case "themes": return themes(page);
    case "floors": return floors(page);
    case "departments": return departments(page);
    case "office": return office(page, screen.department);
    case "events": return events(page);
    case "event": return event(page, screen.event);
    case "identify": return identify(page, screen.by);
    case "check-in": return checkIn(page);
    case "code": return code(page);
    case "appointments": return appointments(page);
    case "pick-up": return pickUp(page);
  }
}

/** @param {Page} page the whole screen, and the live regions that stay through every change of it */
export function frame(page) {
  const leave = evacuationOf(page);
  const given = !leave && screenOf(page.state).name === "number";
  return html`
    ${leave ? evacuation(page, leave) : visit(page)}
    <p class="unseen" aria-live="assertive" data-live>${leave ? evacuationSpoken(leave) : nothing}</p>
    <p class="unseen" role="status" data-live>${given ? numberSpoken(page) : nothing}</p>
  `;
}

/**
 * What a visitor sees on any ordinary day. In the low layout the upper half is for reading only.
 * @param {Page} page
 */
function visit(page) {
  const { state, say } = page;
  const screen = screenOf(state);
  const { reading, body, primary } = drawn(page);
  const warned = isWarning(state);
  const above = html`${notice(page, screen)}${reading ?? nothing}`;
  return html`
    <div class="frame on-${screen.name} nine-${state.nine} ${state.more.below ? "goes-on" : ""}" ?inert=${warned}>
      <div class="top">
        ${header(page)}
        ${state.low ? html`<section class="upper" aria-label=${say("upper")}>${above}</section>` : nothing}
      </div>
      <main tabindex=${state.more.above || state.more.below ? "0" : "-1"}>
        ${state.low ? nothing : above}${OWN_PLACE.includes(screen.name) ? nothing : personStrip(page)}${body}
      </main>
      <section class="dock" aria-label=${say("dock")} ?hidden=${!primary}>${primary ?? nothing}</section>
      ${bar(page)}
    </div>
    ${warned ? warning(page) : nothing}
  `;
}

/** @param {Page} page @param {Screen} screen */
function notice(page, screen) {
  if (!isAway(page) || !page.state.catalogue || screen.name === "number") return nothing;
  if (givesAlone(page)) return aloneNotice(page);
  return screen.name === "welcome" ? nothing : awayNotice(page);
}

/** @param {Page} page */
function header(page) {
  const { state, name } = page;
  const hall = state.catalogue?.hall;
  const second = hall && (page.hall === "en" ? hall.zh : hall.en);
  const zoneOfHall = state.catalogue?.timezone;
  const now = new Date(state.clock);
  return html`<header class="head">
    <div class="hall">
      <p class="hall-name" lang=${hall ? page.hall : state.language}>${hall ? name(hall) : page.say("hall.name")}</p>
      <p class="second" lang=${page.hall === "en" ? "zh-CN" : "en"}>
        ${second && second !== name(hall) ? second : nothing}
      </p>
    </div>
    <div class="when">
      <p class="time">${time(now, zoneOfHall)}</p>
      <p class="second"><span>${day(now, zoneOfHall, state.language)}</span>${openUntil(page)}</p>
    </div>
  </header>`;
}

/** @param {Page} page */
function openUntil(page) {
  const { state, say } = page;
  const hall = state.now?.state;
  if (!hall?.open || !hall.until || isAway(page)) return nothing;
  return html`<span>${say("open.until", { time: endTime(new Date(hall.until), state.catalogue?.timezone) })}</span>`;
}
