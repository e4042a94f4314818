/** The floor plan: zones as rooms, windows as counters along their walls. The live page and the look back draw the same. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { guard } from "/assets/vendor/lit-html/directives/guard.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { onPlanKey } from "./plan_keys.js";
import { floorsOf, isDense } from "./plan_layout.js";
import { isLate, urgency } from "./urgency.js";

/** @typedef {import("./plan_layout.js").FloorWindow} FloorWindow */
/** @typedef {import("./urgency.js").LimitedQueue & {zone: string}} FloorQueue */
/** @typedef {import("../language.js").Speech} Speech */

/**
 * @typedef {object} Floor what is drawn
 * @property {import("../messages").ZonePlace[]} zones
 * @property {FloorWindow[]} windows
 * @property {FloorQueue[]} queues
 * @property {Date} now the moment shown
 * @property {string | null} picked the window whose card is open
 * @property {string | null} reached the window the arrow keys stand on
 * @property {Set<string>} alerted windows somebody should look at
 */

/**
 * @typedef {object} FloorHands
 * @property {(window: string) => void} pick
 * @property {(window: string) => void} reach
 */

/** A state's shape, beside its colour and its word. @type {Record<string, string>} */
export const MARKS = { closed: "–", paused: "‖", idle: "○", calling: "▸", serving: "●" };

/** @param {Speech} speech @param {Floor} plan @param {FloorHands} hands */
export function floorPlan(speech, plan, hands) {
  const floors = floorsOf(plan.zones, plan.windows);
  const reached = plan.windows.some(({ window }) => window === plan.reached) ? plan.reached : null;
  const stop = reached ?? plan.picked ?? plan.windows[0]?.window ?? null;
  return html`<section class="plan ${isDense(plan.windows) ? "dense" : ""}" aria-label=${speech.tell("hall.windows")}
      @keydown=${onPlanKey}>
    ${plan.windows.length === 0 ? html`<p class="second">${speech.tell("floor.no_windows")}</p>` : nothing}
    ${floors.map(({ floor, rooms }) => html`<div class="floor">
      <h2 class="floor-name">${floor || html`<span class="unseen">${speech.tell("hall.windows")}</span>`}</h2>
      <div class="rooms">${rooms.map((room) => roomView(speech, plan, hands, room, stop))}</div>
    </div>`)}
  </section>`;
}

/**
 * @param {Speech} speech @param {Floor} plan @param {FloorHands} hands
 * @param {import("./plan_layout.js").Room} room @param {string | null} stop
 */
function roomView(speech, plan, hands, { zone, columns, top, bottom }, stop) {
  const wall = (/** @type {FloorWindow[]} */ windows, /** @type {string} */ side) =>
    html`<ul class="wall ${side}">${repeat(windows, ({ window }) => window, (window) => counter(speech, plan, hands, window, stop))}</ul>`;
  return html`<section class="room" data-room=${zone.zone} data-columns=${columns}>
    ${inside(speech, plan.queues.filter((queue) => queue.zone === zone.zone), zone)}
    ${wall(top, "upper")} ${bottom.length === 0 ? nothing : wall(bottom, "lower")}
  </section>`;
}

/**
 * The middle of a room: its name, who waits there, and the wait nearest its limit.
 * @param {Speech} speech @param {FloorQueue[]} queues @param {import("../messages").ZonePlace} zone
 */
function inside({ tell, name }, queues, { zone, name: called }) {
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const worst = queues.reduce((/** @type {FloorQueue | null} */ most, queue) =>
    (most === null || urgency(queue) > urgency(most) ? queue : most), null);
  const late = worst !== null && isLate(worst);
  return html`<h3 class="inside"><span class="zone-letter" data-zone=${zone}>${zone}</span>
    <span class="room-name clip" title=${name(called)}>${name(called)}</span>
    <span class="room-facts"><span>${tell("floor.waiting", { count: waiting })}</span>
    ${worst === null || worst.waiting === 0 ? nothing : html`<span class="longest ${late ? "late" : ""}">${tell("floor.longest", {
      minutes: Math.floor(worst.longest_s / 60), limit: worst.limit_minutes })}</span>`}</span></h3>`;
}

/**
 * @param {Speech} speech @param {Floor} plan @param {FloorHands} hands
 * @param {FloorWindow} window @param {string | null} stop the one window that Tab stops at
 */
function counter(speech, plan, hands, window, stop) {
  const picked = plan.picked === window.window;
  const minutes = minutesIn(plan.now, window);
  const stands = stop === window.window;
  const alerted = plan.alerted.has(window.window);
  return html`<li>${guard([window, picked, minutes, stands, alerted, speech], () => {
    const pausing = window.number !== null && window.pause_reason !== null;
    const state = speech.tell(`window.${pausing ? "pausing" : window.state}`);
    return html`<button type="button" class="tile ${pausing ? "pausing" : ""} ${alerted ? "alerted" : ""}" data-window=${window.window}
      data-state=${window.state} aria-pressed=${picked ? "true" : "false"} tabindex=${stands ? 0 : -1}
      @click=${() => hands.pick(window.window)} @focus=${() => hands.reach(window.window)}>
      <span class="tile-head"><b>${window.window}</b>
        ${window.loan === null ? nothing : html`<span class="lent"><span aria-hidden="true">⇄</span>
          <span class="unseen">${speech.tell("floor.lent_short")}</span>${window.loan.queue}</span>`}
        <span class="mark" aria-hidden="true">${alerted ? "!" : MARKS[window.state]}</span></span>
      <span class="word ${window.number === null ? "" : "number"}">${window.number ?? state}</span>
      <small>${window.number === null ? nothing : html`<span class="unseen">${state}</span>`}
        <span>${minutes === null ? nothing : speech.tell("floor.minutes", { count: minutes })}</span>
        ${window.clerk === null ? nothing : html`<span class="badge">${window.clerk}</span>`}</small>
    </button>`;
  })}</li>`;
}

/**
 * In minutes: forty counters ticking seconds would be a restless page.
 * @param {Date} now @param {FloorWindow} window
 * @returns {number | null} a closed window's time says nothing
 */
function minutesIn(now, { state, since }) {
  if (state === "closed" || since === null) return null;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60000));
}
