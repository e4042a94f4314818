/** What the boards of the lobby's second view share: their frame, their age, windows in words. */

import { hallNow } from "/assets/clock.js";
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { chimeToLeave } from "./chime.js";
import { unlessEvacuated } from "./evacuation.js";
import { notices } from "./notice.js";
import { show } from "./page.js";
import { clock, lostBanner } from "./parts.js";

/** The hall tells its second view every few seconds; one older than this is no longer the truth. */
const OLD_MS = 20_000;

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").LobbyState} LobbyState */

/**
 * Draw a board of the second view for as long as the page is open.
 * @param {string} title key of its name
 * @param {string} help key of the sentence beside it
 * @param {(scene: Scene, lobby: LobbyState) => unknown} inside what it shows of its place
 */
export function showQueues(title, help, inside) {
  chimeToLeave();
  show(unlessEvacuated((scene) => view(unlessOld(scene), title, help, inside)), () => false);
}

/**
 * A hall that is heard but has gone silent about its queues counts as lost since it last told of them.
 * @param {Scene} scene
 * @returns {Scene}
 */
function unlessOld(scene) {
  if (scene.lostSince || !scene.lobby) return scene;
  const told = new Date(scene.lobby.at);
  return hallNow().getTime() - told.getTime() > OLD_MS ? { ...scene, lostSince: told } : scene;
}

/**
 * @param {Scene} scene
 * @param {string} title
 * @param {string} help
 * @param {(scene: Scene, lobby: LobbyState) => unknown} inside
 */
function view(scene, title, help, inside) {
  const { state, lobby, words, lostSince, layout } = scene;
  return html`
    <header>
      <h1>${words.both(title)}</h1>
      <p class="help">${words.both(help)}</p>
      ${layout.clock ? clock(scene) : nothing}
    </header>
    <main class=${lostSince ? "stale" : ""}>
      ${lostBanner(scene)}
      ${lobby ? inside(scene, ofZones(lobby, scene)) : lostSince ? nothing : said(scene, "lobby_unheard")}
    </main>
    ${state && layout.notices !== "none"
      ? html`<footer>${notices(scene, state.notices.length ? state.notices : [state.notice])}</footer>`
      : nothing}
  `;
}

/**
 * The queues of the layout's zones, or all of them.
 * @param {LobbyState} lobby
 * @param {Scene} scene
 * @returns {LobbyState}
 */
function ofZones(lobby, { layout: { zones } }) {
  if (!zones.length) return lobby;
  const queues = lobby.queues.filter(({ zone }) => zones.includes(zone));
  const kept = new Set(queues.map(({ queue }) => queue));
  return { ...lobby, queues, items: lobby.items.filter(({ queue }) => kept.has(queue)) };
}

/**
 * One sentence in the middle, and what to do.
 * @param {Scene} scene
 * @param {string} key of the sentence; its help is at `<key>_help`
 */
export function said({ words }, key) {
  return html`<section class="said">
    <p class="what">${words.both(key)}</p>
    <p class="help">${words.both(`${key}_help`)}</p>
  </section>`;
}

/**
 * Window numbers in few words: those in a row as a span, such as 1–4; whole ones, as many as fit.
 * @param {string[]} numbers in the hall's order
 * @param {number} room in digits
 * @returns {{spans: string[], more: boolean}}
 */
export function inSpans(numbers, room) {
  /** @type {string[][]} */
  const spans = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last && Number(number) === Number(last.at(-1)) + 1) last.push(number);
    else spans.push([number]);
  }
  const said = spans.flatMap((span) => (span.length > 2 ? [`${span[0]}–${span.at(-1)}`] : span));
  let left = room + 1;
  const fitting = said.filter((span) => (left -= span.length + 1) >= 0);
  return { spans: fitting, more: fitting.length < said.length };
}
