/** A window's own board above the counter: idle, called, serving, paused or closed. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { chimeToLeave } from "./chime.js";
import { unlessEvacuated } from "./evacuation.js";
import { show } from "./page.js";
import { badge, clock, lostBanner, windowNumber } from "./parts.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Window} Window */

/** As many as a screen has room for. */
const QUEUES = 4;

const INSTEAD = 3;

/** @param {Scene} scene */
function windowView(scene) {
  const { state, words, place, lostSince } = scene;
  const window = state?.windows.find((one) => one.window === place);
  return html`
    <header>
      ${window ? badge(window.zone) : nothing}
      <h1>${windowNumber(scene, place)}</h1>
      ${window ? html`<p class="window-name">${words.name(window.name)}</p>` : nothing}
      ${scene.layout.clock ? clock(scene) : nothing}
    </header>
    <main class=${lostSince ? "stale" : (window?.state ?? "")}>
      ${lostBanner(scene)} ${inside(scene, window)}
    </main>
  `;
}

/**
 * @param {Scene} scene
 * @param {Window | undefined} window
 */
function inside(scene, window) {
  if (scene.lostSince) return window ? serves(scene, window) : nothing;
  if (!window) {
    const { place, words } = scene;
    return html`<p class="state">${words.both("unknown_window", { place })}</p>`;
  }
  return STATES[window.state](scene, window);
}

/** @type {Record<import("./types.js").WindowState, (scene: Scene, window: Window) => unknown>} */
const STATES = {
  idle: (scene, window) =>
    html`<p class="state">${scene.words.both("welcome")}</p>
      ${serves(scene, window)}`,
  calling: (scene, window) => {
    const flash = window.call_id !== null && window.call_id === scene.lit ? "flash" : "";
    return keyed(
      window.call_id,
      html`<div class="hero ${flash}">
        <p class="state">${scene.words.both("please")}</p>
        <b class="number">${window.number}</b>
        <p class="then">${scene.words.both("to_this_window")}</p>
      </div>`,
    );
  },
  serving: (scene, window) =>
    html`<p class="state">${scene.words.both("serving")}</p>
      <b class="number">${window.number}</b>
      ${officer(scene, window)}`,
  paused: (scene, window) =>
    html`<p class="state">${scene.words.both("paused")}</p>
      ${window.pause_reason
        ? html`<p class="reason">${scene.words.name(window.pause_reason)}</p>`
        : nothing}
      ${instead(scene, window)}`,
  closed: (scene, window) =>
    html`<p class="state">${scene.words.both("closed")}</p>
      ${instead(scene, window)}`,
};

/**
 * @param {Scene} scene
 * @param {Window} window
 */
function serves(scene, window) {
  return html`<section class="serves">
      <h2>${scene.words.both("serves")}</h2>
      <ul>
        ${window.queues.slice(0, QUEUES).map((queue) => html`<li>${scene.words.name(queue)}</li>`)}
      </ul>
    </section>
    ${scene.lostSince ? nothing : officer(scene, window)}`;
}

/**
 * @param {Scene} scene
 * @param {Window} window
 */
function officer({ words }, { clerk }) {
  return clerk
    ? html`<p class="officer">${words.both("officer")} <b>${clerk}</b></p>`
    : nothing;
}

/**
 * @param {Scene} scene
 * @param {Window} window
 */
function instead({ words }, window) {
  if (!window.instead.length) return html`<p class="then">${words.both("instead_none")}</p>`;
  const windows = window.instead.slice(0, INSTEAD);
  return html`<p class="then">${words.both("instead", { windows })}</p>`;
}

chimeToLeave();
show(unlessEvacuated(windowView), (call, place) => call.window === place);
