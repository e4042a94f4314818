/** Every window as a small tile, grouped by zone: number, state in a word, ticket, and since when. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";

/** @typedef {import("../messages").HallWindow} HallWindow */

/** Above this many windows the tiles give up their second line, so that all stay in view. */
const MANY = 60;

/**
 * @param {import("./page.js").Hall} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").HallState} hall
 */
export function windowsView(screen, hands, hall) {
  const { tell } = screen.speech;
  const zones = [...new Set(hall.windows.map(({ zone }) => zone))].sort();
  return html`<section class="windows ${hall.windows.length > MANY ? "dense" : ""}" aria-label=${tell("hall.windows")}>
    ${zones.map((zone) => {
      const here = hall.windows.filter((window) => window.zone === zone);
      return html`<h2><span class="zone-letter" data-zone=${zone}>${zone}</span> ${tally(screen, here)}</h2>
        <ul>${here.map((window) => html`<li>${tile(screen, hands, window)}</li>`)}</ul>`;
    })}
  </section>`;
}

/** @param {import("./page.js").Hall} screen @param {HallWindow[]} windows how many are in each state, in words */
function tally({ speech }, windows) {
  const count = (/** @type {string[]} */ states) => windows.filter(({ state }) => states.includes(state)).length;
  return html`<span class="second">${speech.tell("hall.tally", {
    busy: count(["calling", "serving"]),
    free: count(["idle"]),
    paused: count(["paused"]),
    closed: count(["closed"]),
  })}</span>`;
}

/** @param {import("./page.js").Hall} screen @param {import("./page.js").Hands} hands @param {HallWindow} window */
function tile({ speech, picked }, hands, window) {
  const open = picked === window.window;
  const pausing = window.number !== null && window.pause_reason !== null;
  return html`<button type="button" class="tile ${pausing ? "pausing" : ""}" data-window=${window.window} data-state=${window.state}
    aria-pressed=${open ? "true" : "false"}
    @click=${() => hands.change({ picked: open ? null : window.window })}>
    <b>${window.window}</b>
    <span class="word">${window.number ?? speech.tell(`window.${window.state}`)}</span>
    <small>${window.number === null ? nothing : html`<span>${speech.tell(`window.${pausing ? "pausing" : window.state}`)}</span>`}
      <span>${elapsed(speech, window)}</span></small>
  </button>`;
}

/**
 * In minutes: forty seconds' counters ticking at once would be a restless page.
 * @param {import("../language.js").Speech} spoken
 * @param {HallWindow} window a closed window's time says nothing, so it has none
 */
function elapsed({ tell }, window) {
  if (window.state === "closed") return nothing;
  const minutes = Math.floor((hallNow().getTime() - Date.parse(window.since)) / 60000);
  return tell("minutes.short", { count: Math.max(0, minutes) });
}
