/** The head of the hall's page: the hall, its figures, its alerts, and the acts upon the whole of it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { helpButton } from "../help.js";
import { placesNav } from "../places.js";
import { languageSwitch } from "../screen.js";
import { logOut } from "../staff.js";
import { untaken } from "./alerts.js";
import { mayEvacuate } from "./evacuation.js";

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../messages").HallState} HallState */

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall */
export function headerView(screen, hands, hall) {
  const { tell, name } = screen.speech;
  const state = screen.line.up ? "up" : "down";
  return html`<header class="bar">
    <h1 class="clip">${name(hall.hall)}</h1>
    <span class="pill ${hall.day_open ? "" : "attention"}" data-day=${hall.day_open ? "open" : "closed"}>
      ${tell(hall.day_open ? "hall.day_open" : "hall.day_closed", { date: hall.date })}</span>
    <b class="time">${hallTime(hall, hallNow())}</b>
    <span class="gap"></span>
    ${alertPill(screen, hands, hall)}
    <span class="pill line-mark" data-line=${state}>${tell(`line.${state}_short`)}</span>
    ${placesNav(screen.speech, screen.session, "hall")}
    ${languageSwitch(screen.speech, hands.change)}
    ${helpButton(screen.speech, () => hands.ask({ kind: "help" }))}
    <button class="quiet" type="button" @click=${() => logOut(screen.session)}>${tell("login.out")}</button>
  </header>
  ${figures(screen, hands, hall)}`;
}

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall */
function alertPill({ speech }, hands, hall) {
  const count = untaken(hall).length;
  if (count === 0) return nothing;
  return html`<button class="pill attention alert-pill" type="button" data-act="alerts" @click=${() => hands.change({ tab: "alerts" })}>${
    speech.tell("floor.alerts_open", { count })}</button>`;
}

/** The day in figures, and what can be done to the whole hall. @param {Hall} screen @param {Hands} hands @param {HallState} hall */
function figures(screen, hands, hall) {
  const { tell } = screen.speech;
  const waiting = hall.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const count = (/** @type {string[]} */ states) => hall.windows.filter(({ state }) => states.includes(state)).length;
  const open = hall.windows.length - count(["closed", "paused"]);
  const tally = { busy: count(["calling", "serving"]), free: count(["idle"]), paused: count(["paused"]), closed: count(["closed"]) };
  const day = hall.day_open ? "close" : "open";
  return html`<section class="strip" aria-label=${tell("floor.figures")}>
    <dl class="figures">
      ${figure(tell("hall.waiting"), waiting)} ${figure(tell("hall.windows_open"), `${open}/${hall.windows.length}`)}
      ${figure(tell("hall.issued"), hall.issued_today)} ${figure(tell("hall.served"), hall.served_today)}
      ${figure(tell("hall.missed"), hall.missed_today)}
    </dl>
    <span class="second tally">${tell("hall.tally", tally)}</span>
    <span class="gap"></span>
    ${screen.leads ? html`<button class="plain small" type="button" data-act="day-${day}" ?disabled=${!screen.line.up}
      @click=${() => hands.ask({ kind: `day_${day}` })}>${tell(`hall.do.day_${day}`)}</button>` : nothing}
    ${mayEvacuate(screen) && hall.evacuation === null ? html`<button class="plain small danger" type="button" data-act="evacuate" ?disabled=${!screen.line.up}
      @click=${() => hands.ask({ kind: "evacuate", typed: "" })}>${tell("floor.do.evacuate")}</button>` : nothing}
  </section>`;
}

/** @param {string} label @param {string | number} value */
function figure(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
