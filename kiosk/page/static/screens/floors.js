/**
 * The floor map: every zone with its counters and its line; a touch opens the zone.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../floor_map.js").Floor} Floor
 * @typedef {import("../floor_map.js").Room} Room
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { floors as floorsOf } from "../floor_map.js";
import { badge, zoneColour } from "./badge.js";
import { hereMark, plan } from "./floor_plan.js";
import { zoneLine } from "./zone_line.js";

/** @param {Page} page */
export function floors(page) {
  const { state, say } = page;
  const reading = html`
    <h1 tabindex="-1" data-focus="page">${say("map.title")}</h1>
    <p class="quiet">${say("map.how")}</p>`;
  const body = html`<div class="floors">${floorsOf(state).map((floor) => storey(page, floor))}</div>`;
  return { reading, body };
}

/** @param {Page} page @param {Floor} floor */
function storey(page, { floor, rooms }) {
  return html`<section class="storey rooms-${Math.min(rooms.length, 3)}">
    <h2>${page.say("map.floor", { floor })}</h2>
    <ul class="rooms abreast-${Math.min(rooms.length, 3)}">${rooms.map((room) => roomButton(page, room, rooms.length))}</ul>
  </section>`;
}

/** @param {Page} page @param {Room} room @param {number} rooms */
function roomButton(page, room, rooms) {
  const { code } = room.entry;
  const go = () => page.send({ type: "go", screen: { name: "zone", zone: code } });
  return html`<li>
    <button class="card room ${zoneColour(code)}" @click=${go}>
      <span class="room-name">${badge(code)}<span class="title" lang=${page.hall}>${page.name(room.entry.name)}</span></span>
      ${hereMark(page, room)}
      ${plan(room.windows, rooms)}
      <span class="line">${zoneLine(page, code)}</span>
    </button>
  </li>`;
}
