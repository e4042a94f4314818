/** The board for staff: each queue against its limit, the nearest to it first. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { badge, inTurn, turnWords } from "./parts.js";
import { inSpans, showQueues } from "./queues.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").LobbyQueue} Queue */

const ROWS = { landscape: 9, portrait: 10 };

/** Room for windows, in digits. */
const WINDOWS = { open: 11, idle: 9 };

/** From this part of its limit on a queue is near it. */
const NEAR = 0.8;

/** The bar ends at this many times the limit, so that the limit has a place of its own. */
const BAR = 1.5;

/**
 * @param {Scene} scene
 * @param {import("./types.js").LobbyState} lobby
 */
function inside(scene, { queues }) {
  const sorted = [...queues].sort((a, b) => used(b) - used(a) || b.waiting - a.waiting);
  const size = ROWS[scene.portrait ? "portrait" : "landscape"];
  const turns = inTurn(sorted, scene.lostSince ? size - 2 : size, scene.turn);
  return html`<div class="totals">
      ${scene.lostSince ? nothing : totals(scene, queues)} ${turnWords(scene, turns)}
    </div>
    ${scene.lostSince ? nothing : heads(scene)}
    <ol class="rows">
      ${repeat(turns.on, ({ queue }) => queue, (queue) => row(scene, queue))}
    </ol>`;
}

/**
 * How much of its limit the longest wait of a queue has used.
 * @param {Queue} queue
 */
function used({ longest_s, limit_minutes }) {
  return longest_s / (limit_minutes * 60);
}

/**
 * @param {Scene} scene
 * @param {Queue[]} queues
 */
function totals({ words }, queues) {
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const served = queues.reduce((sum, queue) => sum + queue.served_today, 0);
  const over = queues.filter((queue) => used(queue) >= 1).length;
  const idle = new Set(queues.flatMap((queue) => queue.idle)).size;
  const figures = { waiting_head: waiting, staff_served: served, staff_over: over, staff_idle: idle };
  return Object.entries(figures).map(
    ([key, figure]) => html`<p><b>${figure}</b> <span>${words.both(key)}</span></p>`,
  );
}

/** @param {Scene} scene */
function heads({ words }) {
  const keys = ["queue", "waiting", "longest", "standing", "outlook", "windows", "served"];
  return html`<div class="heads">
    ${keys.map((key) => html`<p class="head-${key}">${words.both(`staff_${key}`)}</p>`)}
  </div>`;
}

/** @param {Queue} queue */
function standing(queue) {
  if (!queue.waiting) return "empty";
  if (used(queue) >= 1) return "over";
  return used(queue) >= NEAR ? "near" : "within";
}

/**
 * @param {Scene} scene
 * @param {Queue} queue
 */
function row(scene, queue) {
  const { words, lostSince } = scene;
  const is = lostSince ? "unknown" : standing(queue);
  return html`<li class=${is}>
    ${badge(queue.zone)}
    <h2><b>${queue.queue}</b> <span>${words.name(queue.name)}</span></h2>
    ${lostSince ? nothing : figures(scene, queue, is)}
  </li>`;
}

/**
 * @param {Scene} scene
 * @param {Queue} queue
 * @param {string} is
 */
function figures(scene, queue, is) {
  const { words } = scene;
  return html`<p class="count"><b>${queue.waiting}</b> <small>${words.first("people")}</small></p>
    ${against(scene, queue)}
    <p class="standing">${words.both(`queue_${is}`)}</p>
    <p class="outlook">${outlook(scene, queue)}</p>
    <p class="windows">
      <span>${queue.windows.length ? listed(queue.windows, WINDOWS.open) : words.first("no_window")}</span>
      ${queue.idle.length
        ? html`<b>${words.first("idle_now", { windows: listed(queue.idle, WINDOWS.idle) })}</b>`
        : nothing}
      ${queue.closed ? html`<b>${words.both("no_numbers")}</b>` : nothing}
    </p>
    <p class="served">${queue.served_today}</p>`;
}

/**
 * @param {string[]} windows
 * @param {number} room in digits
 */
function listed(windows, room) {
  const { spans, more } = inSpans(windows, room);
  return `${spans.join(" ")}${more ? " …" : ""}`;
}

/**
 * The longest wait as a number and a bar; the limit is the line across it.
 * @param {Scene} scene
 * @param {Queue} queue
 */
function against({ words }, queue) {
  const minutes = Math.floor(queue.longest_s / 60);
  const length = 100 * Math.min(used(queue), BAR);
  return html`<div class="against">
    <p>
      ${queue.longest ? html`<b class="number">${queue.longest}</b>` : nothing}
      <span>${words.first("minutes_of", { minutes, limit: queue.limit_minutes })}</span>
    </p>
    <svg class="bar" viewBox="0 0 150 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="room" width="150" height="10" />
      <rect class="used" width=${length} height="10" />
      <path class="limit" d="M100 0v10" />
    </svg>
  </div>`;
}

/**
 * What the next hour brings, as far as arrivals are known.
 * @param {Scene} scene
 * @param {Queue} queue
 */
function outlook({ words }, queue) {
  const last = queue.outlook.at(-1);
  if (!last) return words.both("outlook_unknown");
  if (used(queue) >= 1) {
    return words.both("outlook_longer", { minutes: Math.round(last.longest_s / 60) });
  }
  const over = queue.outlook.find(({ longest_s }) => longest_s >= queue.limit_minutes * 60);
  return over ? words.both("outlook_over", { minutes: over.minutes }) : words.both("outlook_within");
}

showQueues("staff_title", "staff_help", inside);
