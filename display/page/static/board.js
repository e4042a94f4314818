/** The main lobby board: who is called where, who waits, what the hall has to say. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { clockTime } from "/assets/clock.js";
import { beside, besideIsFlat, partsOn } from "./aside.js";
import { caption } from "./caption.js";
import { chimeAtRings, chimeToLeave } from "./chime.js";
import { unlessEvacuated } from "./evacuation.js";
import { notices } from "./notice.js";
import { show } from "./page.js";
import { arrow, badge, clock, lostBanner, newestPerNumber, turnWords, windowNumber } from "./parts.js";
import { rotate, STILL } from "./rotation.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Call} Call */

/** Before the rows were measured. */
const ROWS = 5;

let rotation = STILL;

/** @param {Scene} scene */
function boardView(scene) {
  const { state, words, lostSince, layout } = scene;
  return html`
    <header>
      <h1>
        <span class="first">
          ${state ? html`<bdi>${words.firstName(state.hall)}</bdi> · ` : nothing}${words.first("board_title")}
        </span>
        ${state ? html`<span class="under">${words.name(state.hall)}</span>` : nothing}
      </h1>
      ${layout.clock ? clock(scene) : nothing}
    </header>
    <main class="${lostSince ? "stale" : ""} ${placed(scene)}">
      ${state ? callsAndRest(scene, state) : lostBanner(scene)}
    </main>
    ${layout.notices === "none" ? nothing : html`<footer>${state ? notices(scene, noticesOf(state)) : nothing}</footer>`}
  `;
}

/**
 * Where the layout puts what is beside the calls, for the style sheet.
 * @param {Scene} scene
 */
function placed(scene) {
  const { layout, portrait } = scene;
  if (!partsOn(scene).length) return "alone";
  const side = layout.side ?? (portrait ? "below" : "right");
  const media = partsOn(scene).includes("media") ? "with-medium" : "";
  return `beside-${side} ${besideIsFlat(scene) ? "flat" : "upright"} share-${layout.share} ${media}`;
}

/** @param {import("./types.js").BoardState} state */
function noticesOf({ notice, notices }) {
  return notices.length ? notices : [notice];
}

/**
 * Whether a zone is this board's.
 * @param {import("./types.js").Layout} layout
 * @param {string} zone
 */
function isOurs({ zones }, zone) {
  return !zones.length || zones.includes(zone);
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").BoardState} state
 */
function callsAndRest(scene, state) {
  const calls = newestPerNumber(state.calls.filter(({ zone }) => isOurs(scene.layout, zone)));
  const live = scene.lostSince ? [] : calls.filter((call) => call.live);
  const hero = state.calls.find((call) => call.call_id === scene.lit) ?? live[0] ?? null;
  const size = Math.min(scene.room.calls ?? ROWS, scene.layout.rows ?? Infinity);
  const others = live.filter(({ number }) => number !== hero?.number);
  // While the hall is not heard none is live; who waited longest for a row still has.
  if (!scene.lostSince) rotation = rotate(rotation, others.map(({ call_id }) => call_id), size, scene.turn);
  const on = others.filter(({ call_id }) => rotation.on.includes(call_id));
  const over = calls.filter((call) => !live.includes(call));
  const quiet = over.slice(0, size - on.length);
  const rows = [...on, ...quiet];
  const pages = Math.ceil(others.length / size);
  return html`
    <section class="calls">
      <div class="heads">
        <h2>${scene.words.both("number_head")}</h2>
        <h2>${scene.words.both("window_head")}</h2>
        ${turnWords(scene, { page: (scene.turn % pages) + 1, pages })}
      </div>
      ${lostBanner(scene)}
      ${hero ? keyed(hero.call_id, heroRow(scene, hero)) : noHero(scene, state)}
      ${rows.length
        ? html`<ol class="rows" data-room="calls">
            ${repeat(rows, (call) => call.call_id, (call) => row(scene, call, live))}
            ${Array.from({ length: size - rows.length }, () => html`<li class="vacant" aria-hidden="true"></li>`)}
          </ol>`
        : nothing}
    </section>
    ${partsOn(scene).length
      ? beside(scene, state.zones.filter(({ zone }) => isOurs(scene.layout, zone)), over.slice(quiet.length))
      : nothing}
  `;
}

/**
 * @param {Scene} scene
 * @param {Call} call
 */
function heroRow(scene, call) {
  return html`<div class="hero ${call.call_id === scene.lit ? "flash" : ""}">
    <b class="number">${call.number}</b>
    ${arrow} ${windowNumber(scene, call.window)}
    <span class="where">${badge(call.zone)}<span>${scene.words.name(call.zone_name)}</span></span>
    <p class="caption">${caption(scene, call)}</p>
  </div>`;
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").BoardState} state
 */
function noHero({ words, lostSince }, { day_open }) {
  if (lostSince) return nothing;
  const key = day_open ? "nobody_called" : "day_closed";
  return html`<div class="hero none"><p>${words.both(key)}</p></div>`;
}

/**
 * @param {Scene} scene
 * @param {Call} call
 * @param {Call[]} live
 */
function row(scene, call, live) {
  const time = clockTime(new Date(call.at), scene.timezone);
  const said = live.includes(call)
    ? html`${badge(call.zone)}<span>${scene.words.name(call.zone_name)}</span>`
    : html`<span>${scene.words.both("called_at", { time })}</span>`;
  return html`<li class=${live.includes(call) ? "live" : "over"}>
    <b class="number">${call.number}</b>
    ${arrow} ${windowNumber(scene, call.window)}
    <span class="where">${said}</span>
  </li>`;
}

chimeAtRings();
chimeToLeave();
show(unlessEvacuated(boardView), (call, _place, layout) => isOurs(layout, call.zone));
