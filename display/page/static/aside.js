/** What stands beside the calls: pictures and films, who waits where, and who was called before. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { medium } from "./medium.js";
import { badge, inTurn, turnWords, waitWords } from "./parts.js";

/** Before the list was measured. */
const ZONES = 4;

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Call} Call */
/** @typedef {import("./types.js").Zone} Zone */

/**
 * The parts that the layout names, in its order; nothing when there is none to show.
 * @param {Scene} scene
 * @param {Zone[]} zones
 * @param {Call[]} over calls that are over and in no row, newest first
 */
export function beside(scene, zones, over) {
  const parts = {
    media: () => medium(scene),
    waiting: () => waiting(scene, zones),
    recent: () => recent(scene, over),
  };
  return html`<aside>${partsOn(scene).map((part) => parts[part]())}</aside>`;
}

/**
 * @param {Scene} scene
 * @returns {import("./types.js").Part[]} without the place of a picture while there is none
 */
export function partsOn({ layout, medium }) {
  return layout.beside.filter((part) => part !== "media" || medium);
}

/**
 * Each zone's line: how many wait and about how long; only the names while the hall is not heard.
 * @param {Scene} scene
 * @param {Zone[]} zones
 */
function waiting(scene, zones) {
  const columns = columnsOf(scene);
  const turns = inTurn(zones, (scene.room.waiting ?? ZONES) * columns, scene.turn);
  return html`<section class="waiting">
    <div class="heads"><h2>${scene.words.both("waiting_head")}</h2>${turnWords(scene, turns)}</div>
    <ul data-room="waiting" class=${COLUMNS[columns]}>
      ${repeat(turns.on, ({ zone }) => zone, (zone) => html`<li>
          ${badge(zone.zone)}
          <h3>${scene.words.name(zone.name)}</h3>
          ${scene.lostSince ? nothing : zoneNow(scene, zone)}
        </li>`)}
    </ul>
  </section>`;
}

/** @type {Record<number, string>} */
const COLUMNS = { 1: "one", 2: "two", 4: "four" };

/** @param {Scene} scene */
function columnsOf(scene) {
  if (!besideIsFlat(scene)) return 1;
  return scene.portrait || partsOn(scene).length > 1 ? 2 : 4;
}

/**
 * Whether what is beside the calls has the whole width of the screen.
 * @param {Scene} scene
 */
export function besideIsFlat({ layout, portrait }) {
  const side = layout.side ?? (portrait ? "below" : "right");
  return side === "below" || side === "above";
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
 * @param {Call[]} over
 */
function recent({ words, layout }, over) {
  const calls = over.slice(0, layout.recent);
  const head = html`<div class="heads"><h2>${words.both("recent_head")}</h2></div>`;
  return html`<section class="recent">
    ${calls.length ? head : nothing}
    <ul>
      ${repeat(calls, (call) => call.call_id, (call) => html`<li>${call.number} → ${call.window}</li>`)}
    </ul>
    <p class="missed">${words.both("missed_help")}</p>
  </section>`;
}
