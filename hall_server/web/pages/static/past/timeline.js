/** The day as a strip: how much happened in every five minutes, and the slider that stands at the moment shown. */
import { html, nothing, svg } from "/assets/vendor/lit-html/lit-html.js";
import { guard } from "/assets/vendor/lit-html/directives/guard.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { hallTime } from "../hall_time.js";
import { MINUTE_MS, minuteOf, minutesOfDay } from "./state.js";

/** @typedef {import("./state.js").Past} Past */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../messages").PastState} PastState */

const DAY_MS = 24 * 60 * MINUTE_MS;
const TALL = 30;
const EVERY_HOURS = 3;

/** @param {Past} screen @param {Hands} hands @param {PastState} past */
export function timeline(screen, hands, past) {
  const { tell } = screen.speech;
  const last = minutesOfDay(past) - 1;
  const minute = Math.max(0, Math.min(last, minuteOf(screen)));
  const slide = (/** @type {Event} */ event) =>
    hands.goTo(Date.parse(past.midnight) + Number(/** @type {HTMLInputElement} */ (event.target).value) * MINUTE_MS);
  const turn = (/** @type {Event} */ event) => onDate(event, screen, hands, past);
  const time = hallTime(past, new Date(screen.wanted));
  return html`<section class="timeline" aria-label=${tell("past.timeline")}>
    <div class="moment">
      <input type="date" name="date" aria-label=${tell("past.date")} .value=${live(past.date)} @change=${turn} />
      <b class="time" data-moment=${time}>${time}</b>
      ${stepButton(screen, hands, -5)} ${stepButton(screen, hands, -1)}
      <button class="primary small" type="button" data-act="play" aria-pressed=${screen.playing ? "true" : "false"} @click=${hands.play}>${
        tell(screen.playing ? "past.stop" : "past.play")}</button>
      ${stepButton(screen, hands, 1)} ${stepButton(screen, hands, 5)}
      <span class="second">${extent(screen, past)}</span>
    </div>
    <div class="day">
      ${guard([past.midnight, ...past.density], () => strip(past))}
      <input type="range" name="minute" min="0" max=${last} step="1" .value=${live(String(minute))} aria-label=${tell("past.slider")}
        aria-valuetext=${time} @input=${slide} />
      <p class="hours" aria-hidden="true">${hours(past)}</p>
    </div>
  </section>`;
}

/** @param {Past} screen @param {Hands} hands @param {number} minutes */
function stepButton({ speech: { tell } }, hands, minutes) {
  const key = minutes < 0 ? "past.earlier" : "past.later";
  return html`<button class="plain small" type="button" data-step=${minutes} @click=${() => hands.step(minutes)}>${
    tell(key, { count: Math.abs(minutes) })}</button>`;
}

/** Another day at the same time of day. @param {Event} event @param {Past} screen @param {Hands} hands @param {PastState} past */
function onDate(event, screen, hands, past) {
  const { value } = /** @type {HTMLInputElement} */ (event.target);
  const days = Math.round((Date.parse(value) - Date.parse(past.date)) / DAY_MS);
  if (!Number.isNaN(days)) hands.goTo(screen.wanted + days * DAY_MS);
}

/** @param {Past} screen @param {PastState} past from when to when anything happened */
function extent({ speech: { tell } }, past) {
  if (past.first_at === null || past.last_at === null) return tell("past.nothing");
  return tell("past.extent", { first: hallTime(past, past.first_at), last: hallTime(past, past.last_at) });
}

/** @param {PastState} past */
function strip({ density }) {
  const most = Math.max(1, ...density);
  return html`<svg class="density" viewBox="0 0 ${density.length} ${TALL}" preserveAspectRatio="none" aria-hidden="true">
    ${density.map((count, place) => (count === 0 ? nothing
      : svg`<rect x=${place} y=${TALL - height(count, most)} width="0.8" height=${height(count, most)} />`))}</svg>`;
}

/** @param {number} count @param {number} most @returns {number} even one act is to be seen */
function height(count, most) {
  return Math.max(3, (count / most) * TALL);
}

/** @param {PastState} past */
function hours(past) {
  const all = Math.floor(minutesOfDay(past) / 60);
  const marks = Array.from({ length: Math.ceil(all / EVERY_HOURS) }, (_, place) => place * EVERY_HOURS);
  const begin = Date.parse(past.midnight);
  return marks.map((hour) => html`<span>${hallTime(past, new Date(begin + hour * 60 * MINUTE_MS))}</span>`);
}
