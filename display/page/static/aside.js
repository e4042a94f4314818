/** The right side of the lobby board: who waits where, and who was called before. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { badge, inTurn, turnWords, waitWords } from "./parts.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Zone} Zone */

const ZONES = { landscape: 4, portrait: 6 };

/**
 * Each zone's line: how many wait and about how long; only the names while the hall is not heard.
 * @param {Scene} scene
 * @param {Zone[]} zones
 */
export function waiting(scene, zones) {
  const turns = inTurn(zones, ZONES[scene.portrait ? "portrait" : "landscape"], scene.turn);
  return html`<section class="waiting">
    <div class="heads"><h2>${scene.words.both("waiting_head")}</h2>${turnWords(scene, turns)}</div>
    <ul>
      ${repeat(turns.on, ({ zone }) => zone, (zone) => html`<li>
          ${badge(zone.zone)}
          <h3>${scene.words.name(zone.name)}</h3>
          ${scene.lostSince ? nothing : zoneNow(scene, zone)}
        </li>`)}
    </ul>
  </section>`;
}

/**
 * @param {Scene} scene
 * @param {Zone} zone
 */
function zoneNow(scene, zone) {
  return html`<p class="wait">${waitWords(scene, zone)}</p>
    <p class="count"><b>${zone.waiting}</b> <small>${scene.words.first("people")}</small></p>`;
}

/**
 * Calls that are over, and where to go after a missed one.
 * @param {Scene} scene
 * @param {import("./types.js").Call[]} calls
 */
export function recent({ words }, calls) {
  const head = html`<div class="heads"><h2>${words.both("recent_head")}</h2></div>`;
  return html`<section class="recent">
    ${calls.length ? head : nothing}
    <ul>
      ${repeat(calls, (call) => call.call_id, (call) => html`<li>${call.number} → ${call.window}</li>`)}
    </ul>
    <p class="missed">${words.both("missed_help")}</p>
  </section>`;
}
