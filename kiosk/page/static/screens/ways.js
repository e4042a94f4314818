/**
 * The other ways into the hall: with an appointment, to collect something, by event, by office, by the map.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").Screen} Screen
 * @typedef {import("./icons.js").Icon} Icon
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { pickUpItems } from "../catalogue.js";
import { icon } from "./icons.js";

/** @param {Page} page for who has been here before: offered only where the hall has it */
export function returning(page) {
  const bookable = page.state.catalogue?.items.some((item) => item.bookable);
  return [
    ...(bookable ? [way(page, "event", "way.check_in", { name: "check-in" })] : []),
    ...(pickUpItems(page.state).length ? [way(page, "paper", "way.pick_up", { name: "pick-up" })] : []),
  ];
}

/** @param {Page} page ways to find an item besides zones and search */
export function finding(page) {
  const catalogue = page.state.catalogue;
  return [
    ...(catalogue?.life_events.length ? [way(page, "person", "way.events", { name: "events" })] : []),
    ...(catalogue?.departments.length ? [way(page, "office", "way.departments", { name: "departments" })] : []),
    ...(catalogue?.windows.length ? [way(page, "map", "way.floors", { name: "floors" })] : []),
  ];
}

/** @param {Page} page @param {Icon} picture @param {string} key @param {Screen} screen */
function way({ say, send }, picture, key, screen) {
  return html`<li><button class="key way-key" @click=${() => send({ type: "go", screen })}>${icon(picture)}${say(key)}</button></li>`;
}
