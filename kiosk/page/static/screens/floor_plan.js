/**
 * Rooms of the hall drawn from the catalogue: a zone's counters, and a floor with one zone marked.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../floor_map.js").Room} Room
 */
import { html, nothing, svg } from "/assets/vendor/lit-html/lit-html.js";
import { COUNTER, counters, floorOf } from "../floor_map.js";
import { badge, zoneColour } from "./badge.js";
import { icon } from "./icons.js";

const REM = 28;

/**
 * The counters of a room. Their numbers are in the words beside it, too.
 * @param {readonly string[]} windows
 * @param {number} rooms how many rooms share the floor
 * @param {readonly string[]} marked windows that are meant
 */
export function plan(windows, rooms, marked = []) {
  if (!windows.length) return nothing;
  const drawn = counters(windows, rooms);
  return html`<svg class="plan" aria-hidden="true" focusable="false"
    width="${drawn.width / REM}rem" height="${drawn.height / REM}rem" viewBox="0 0 ${drawn.width} ${drawn.height}">
    ${drawn.counters.map(({ window, x, y }) => svg`
      <g class="counter ${marked.includes(window) ? "marked" : ""}" transform="translate(${x} ${y})">
        <rect width=${COUNTER.width} height=${COUNTER.height} rx="8"></rect>
        <text x=${COUNTER.width / 2} y=${COUNTER.height / 2} dy="0.36em" text-anchor="middle">${window.slice(0, 3)}</text>
      </g>`)}
  </svg>`;
}

/**
 * A zone's counters alone.
 * @param {import("../messages.d.ts").State} state
 * @param {string} zone
 * @param {readonly string[]} marked windows that are meant
 */
export function zonePlan(state, zone, marked) {
  const room = floorOf(state, zone)?.rooms.find((each) => each.entry.code === zone);
  return room ? html`<div class=${zoneColour(zone)}>${plan(room.windows, 2, marked)}</div>` : nothing;
}

/**
 * The floor on which a zone lies: that zone with its counters, the others by name only.
 * @param {Page} page
 * @param {string} zone
 * @param {readonly string[]} marked windows that are meant
 */
export function wayOnFloor(page, zone, marked) {
  const floor = floorOf(page.state, zone);
  if (!floor || !page.state.catalogue?.windows.length) return nothing;
  return html`<section class="way">
    <h2>${icon("map")}${page.say("map.floor", { floor: floor.floor })}</h2>
    <ul class="rooms">${floor.rooms.map((room) => html`
      <li class="room ${zoneColour(room.entry.code)} ${room.entry.code === zone ? "meant" : ""}">
        <p class="room-name">${badge(room.entry.code)}<span class="title" lang=${page.hall}>${page.name(room.entry.name)}</span></p>
        ${hereMark(page, room)}
        ${room.entry.code === zone ? plan(room.windows, 2, marked) : nothing}
      </li>`)}</ul>
  </section>`;
}

/** @param {Page} page @param {Room} room where this machine stands, if the hall has said so */
export function hereMark({ state, say }, room) {
  return state.now?.state?.zone === room.entry.code
    ? html`<span class="here">${icon("place")}${say("map.here")}</span>` : nothing;
}
