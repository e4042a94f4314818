/** The next-up board: whose turn comes soon, and near which windows to wait. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { badge, inTurn, turnWords } from "./parts.js";
import { inSpans, said, showQueues } from "./queues.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").LobbyQueue} Queue */

/** Up to so many queues have a whole line each. */
const FEW = 5;
const CARDS = { landscape: 10, portrait: 9 };

/** Room for the windows of a card, in digits. */
const WINDOWS = 9;

/** Room for the numbers of a card, in their type size; a digit takes DIGIT of it, a distance GAP. */
const ROOM = 10.7;
const DIGIT = 0.56;
const GAP = 0.4;

/**
 * @param {Scene} scene
 * @param {import("./types.js").LobbyState} lobby
 */
function inside(scene, { day_open, queues }) {
  if (scene.lostSince) return nothing;
  if (!day_open) return html`<section class="said"><p>${scene.words.both("day_closed")}</p></section>`;
  const waiting = queues.filter((queue) => queue.waiting);
  if (!waiting.length) return said(scene, "nobody_waits");
  const turns = inTurn(waiting, CARDS[scene.portrait ? "portrait" : "landscape"], scene.turn);
  const few = waiting.length <= FEW ? "few" : "many";
  return html`<ul class="cards ${few}">
      ${repeat(turns.on, ({ queue }) => queue, (queue) => card(scene, queue))}
    </ul>
    ${turnWords(scene, turns)}`;
}

/**
 * @param {Scene} scene
 * @param {Queue} queue
 */
function card({ words }, { zone, name, waiting, windows, next }) {
  const most = fitting(next);
  return html`<li class="card">
    ${badge(zone)}
    <h2>${words.name(name)}</h2>
    <p class="windows">${near(words, windows)}</p>
    ${next.length
      ? html`<ol class="of-${most}">
          ${next.slice(0, most).map((number) => html`<li class="number">${number}</li>`)}
        </ol>`
      : html`<p class="waiting">${words.both("people_wait", { count: waiting })}</p>`}
  </li>`;
}

/**
 * @param {import("./words.js").Words} words
 * @param {string[]} windows
 */
function near(words, windows) {
  if (!windows.length) return words.both("no_window");
  if (windows.length === 1) return words.both("windows_one", { window: windows[0] });
  const { spans, more } = inSpans(windows, WINDOWS);
  return more
    ? words.both("windows_more", { windows: spans.join(" "), count: windows.length })
    : words.both("windows_list", { windows: { all: spans } });
}

/**
 * How many of the next have room whole: half a number would be another's.
 * @param {string[]} next
 */
function fitting(next) {
  const longest = Math.max(0, ...next.map((number) => number.length));
  return Math.max(1, Math.min(5, Math.floor(ROOM / (longest * DIGIT + GAP))));
}

showQueues("next_title", "next_help", inside);
