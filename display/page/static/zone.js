/** A zone's board: its windows with their states, and its newest call large. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { caption } from "./caption.js";
import { chimeAtRings, chimeToLeave } from "./chime.js";
import { unlessEvacuated } from "./evacuation.js";
import { show } from "./page.js";
import {
  arrow, badge, clock, inTurn, lostBanner, newestPerNumber, turnWords, waitWords, wayTo, windowNumber,
} from "./parts.js";

/** @typedef {import("./types.js").Scene} Scene */

const TILES = 16;

/** @param {Scene} scene */
function zoneView(scene) {
  const { state, words, place, lostSince } = scene;
  const zone = state?.zones.find((one) => one.zone === place);
  return html`
    <header>
      ${badge(place)}
      <h1>${zone ? words.name(zone.name) : words.both("zone_title", { zone: place })}</h1>
      ${zone && !lostSince ? line(scene, zone) : nothing} ${scene.layout.clock ? clock(scene) : nothing}
    </header>
    <main class=${lostSince ? "stale" : ""}>
      ${lostBanner(scene)} ${state ? inside(scene, state, zone) : nothing}
    </main>
  `;
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").Zone} zone
 */
function line(scene, zone) {
  return html`<div class="line">
    <p class="waiting">${scene.words.both("waiting_head")}</p>
    <p class="count"><b>${zone.waiting}</b> <small>${scene.words.first("people")}</small></p>
    <p class="wait">${waitWords(scene, zone)}</p>
  </div>`;
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").BoardState} state
 * @param {import("./types.js").Zone | undefined} zone
 */
function inside(scene, state, zone) {
  const windows = state.windows.filter((window) => window.zone === scene.place);
  if (!zone && !windows.length)
    return html`<p class="unknown">${scene.words.both("unknown_zone", { place: scene.place })}</p>`;
  const turns = tilesOn(scene, windows);
  const few = turns.on.length <= 6 ? "few" : "many";
  return html`${scene.lostSince ? nothing : calling(scene, state)} ${turnWords(scene, turns)}
    <ul class="tiles ${few}">
      ${repeat(turns.on, ({ window }) => window, (window) => tile(scene, window))}
    </ul>`;
}

/**
 * The windows of this turn. Those that call are on in each: nobody waits for the page of a call.
 * @param {Scene} scene
 * @param {import("./types.js").Window[]} windows
 */
function tilesOn(scene, windows) {
  if (windows.length <= TILES) return inTurn(windows, TILES, scene.turn);
  const called = windows.filter(({ state }) => state === "calling");
  const others = windows.filter(({ state }) => state !== "calling");
  const room = Math.max(TILES / 4, TILES - called.length);
  const turns = inTurn(others, room, scene.turn);
  return { ...turns, on: [...inTurn(called, TILES - room, scene.turn).on, ...turns.on] };
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").BoardState} state
 */
function calling(scene, state) {
  const live = newestPerNumber(state.calls).filter(({ live, zone }) => live && zone === scene.place);
  const call = state.calls.find(({ call_id }) => call_id === scene.lit) ?? live[0];
  if (!call) {
    const key = state.day_open ? "nobody_called" : "day_closed";
    return html`<div class="hero none"><p>${scene.words.both(key)}</p></div>`;
  }
  const way = wayTo(scene, call.window);
  return keyed(
    call.call_id,
    html`<div class="hero ${call.call_id === scene.lit ? "flash" : ""}">
      <p class="called">
        <b class="number">${call.number}</b>
        ${way ? nothing : arrow}
        <span class="goal">${windowNumber(scene, call.window)} ${way}</span>
      </p>
      <p class="caption">${caption(scene, call)}</p>
    </div>`,
  );
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").Window} window
 */
function tile(scene, window) {
  const state = scene.lostSince ? "unknown" : window.state;
  return html`<li class="tile ${state}">
    <h2>${windowNumber(scene, window.window)}${wayTo(scene, window.window)}</h2>
    <p class="doing">${doing(scene, window)}</p>
  </li>`;
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").Window} window
 */
function doing({ words, lostSince }, { state, number }) {
  if (lostSince) return "—";
  if (state === "calling") return html`${words.both("calling_short")} <b>${number}</b>`;
  if (state === "serving") return html`${words.both("serving")} <b>${number}</b>`;
  if (state === "paused") return words.both("paused");
  return words.both(state === "idle" ? "idle" : "closed_short");
}

chimeAtRings();
chimeToLeave();
show(unlessEvacuated(zoneView), (call, place) => call.zone === place);
