/** The main lobby board: who is called where, who waits, what the hall has to say. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { clockTime } from "/assets/clock.js";
import { recent, waiting } from "./aside.js";
import { caption } from "./caption.js";
import { chimeAtRings, chimeToLeave } from "./chime.js";
import { unlessEvacuated } from "./evacuation.js";
import { medium } from "./medium.js";
import { notices } from "./notice.js";
import { show } from "./page.js";
import {
  arrow, badge, clock, inTurn, lostBanner, newestPerNumber, turnWords, windowNumber,
} from "./parts.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Call} Call */

const ROWS = { landscape: 5, portrait: 7 };

/** A picture below the calls of a tall screen takes the room of some. */
const ROWS_BESIDE = { landscape: 5, portrait: 4 };
const RECENT = 6;

/** @param {Scene} scene */
function boardView(scene) {
  const { state, words, lostSince } = scene;
  return html`
    <header>
      <h1>
        <span class="first">
          ${state ? html`<bdi>${words.firstName(state.hall)}</bdi> · ` : nothing}${words.first("board_title")}
        </span>
        ${state ? html`<span class="under">${words.name(state.hall)}</span>` : nothing}
      </h1>
      ${clock(scene)}
    </header>
    <main class="${lostSince ? "stale" : ""} ${scene.medium ? "with-medium" : ""}">
      ${state ? callsAndRest(scene, state) : lostBanner(scene)}
    </main>
    <footer>${state ? notices(scene, noticesOf(state)) : nothing}</footer>
  `;
}

/** @param {import("./types.js").BoardState} state */
function noticesOf({ notice, notices }) {
  return notices.length ? notices : [notice];
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").BoardState} state
 */
function callsAndRest(scene, state) {
  const calls = newestPerNumber(state.calls);
  const live = scene.lostSince ? [] : calls.filter((call) => call.live);
  const lit = state.calls.find((call) => call.call_id === scene.lit);
  const hero = lit ?? live[0] ?? null;
  const size = (scene.medium ? ROWS_BESIDE : ROWS)[scene.portrait ? "portrait" : "landscape"];
  const turns = inTurn(live.filter(({ number }) => number !== hero?.number), size, scene.turn);
  const over = calls.filter((call) => !live.includes(call));
  const quiet = over.slice(0, size - turns.on.length);
  const rest = over.slice(quiet.length, quiet.length + RECENT);
  const rows = [...turns.on, ...quiet];
  return html`
    <section class="calls">
      <div class="heads">
        <h2>${scene.words.both("number_head")}</h2>
        <h2>${scene.words.both("window_head")}</h2>
        ${turnWords(scene, turns)}
      </div>
      ${lostBanner(scene)}
      ${hero ? keyed(hero.call_id, heroRow(scene, hero)) : noHero(scene, state)}
      ${rows.length
        ? html`<ol class="rows">
            ${repeat(rows, (call) => call.call_id, (call) => row(scene, call, live))}
          </ol>`
        : nothing}
    </section>
    <aside>
      ${medium(scene)} ${waiting(scene, state.zones)} ${recent(scene, scene.medium ? [] : rest)}
    </aside>
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
show(unlessEvacuated(boardView), () => true);
