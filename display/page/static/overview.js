/** The overview at the entrance: each item, where it is done, how many wait and about how long. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { packed } from "./packing.js";
import { badge, turnWords, waitWords } from "./parts.js";
import { showQueues } from "./queues.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").LobbyQueue} Queue */
/** @typedef {import("./types.js").LobbyItem} Item */

/** Lines of a column, and columns, by the screen; the head of a queue takes HEAD lines. */
const SHEET = { landscape: { lines: 14, columns: 3 }, portrait: { lines: 26, columns: 2 } };
const HEAD = { live: 3, still: 2 };

/**
 * Nobody stands at an entrance for more pages than these: then items nobody waits for are left out,
 * and their queue still says how long it takes.
 */
const PAGES = 10;

/** A range of so many minutes is written smaller: it stays whole. */
const LONG = 1000;

/**
 * @param {Scene} scene
 * @param {import("./types.js").LobbyState} lobby
 */
function inside(scene, { day_open, queues, items }) {
  const offered = queues.filter(
    ({ queue, waiting }) => waiting || items.some((item) => item.queue === queue),
  );
  const lists = offered.map(({ queue }) => items.filter((item) => item.queue === queue));
  const live = !scene.lostSince && day_open;
  const all = inPages(scene, lists, live);
  const busy = lists.map((list) => list.filter(({ waiting, closed }) => waiting || closed));
  const pages = all.length > PAGES ? inPages(scene, busy, live) : all;
  const page = scene.turn % pages.length;
  return html`${day_open || scene.lostSince
      ? nothing
      : html`<p class="closed-day">${scene.words.both("day_closed")}</p>`}
    <div class="columns ${live ? "" : "still"}">
      ${pages[page].map(
        (column) => html`<div class="column">
          ${repeat(column, ({ at, part }) => `${at} ${part}`, ({ at, part, parts, rows }) =>
            list(scene, offered[at], parts > 1 ? `${part}/${parts}` : "", rows, live))}
        </div>`,
      )}
    </div>
    ${turnWords(scene, { page: page + 1, pages: pages.length })}`;
}

/**
 * @param {Scene} scene
 * @param {Item[][]} lists
 * @param {boolean} live
 */
function inPages({ portrait }, lists, live) {
  const { lines, columns } = SHEET[portrait ? "portrait" : "landscape"];
  return live
    ? packed(lists, HEAD.live, lines, columns)
    : packed(lists, HEAD.still, lines - 2, columns);
}

/**
 * @param {Scene} scene
 * @param {Queue} queue
 * @param {string} part which piece of its items, if there are several
 * @param {Item[]} items
 * @param {boolean} live whether figures are the truth
 */
function list(scene, queue, part, items, live) {
  const { words } = scene;
  return html`<section class="list">
    <div class="head">
      ${badge(queue.zone)}
      <h2>
        <span>${words.name(queue.name)}</span>
        ${part ? html`<small>${part}</small>` : nothing}
      </h2>
      ${live ? now(scene, queue) : nothing}
    </div>
    <ul>
      ${repeat(items, ({ item }) => item, (item) => row(scene, queue, item, live))}
    </ul>
  </section>`;
}

/**
 * @param {Scene} scene
 * @param {Queue} queue
 */
function now(scene, { waiting, wait, closed }) {
  const { words } = scene;
  return html`<p class="count"><b>${waiting}</b> <small>${words.first("people")}</small></p>
    <p class="wait ${(wait.high ?? 0) >= LONG ? "long" : ""}">${closed ? words.both("no_numbers") : waitWords(scene, { wait, windows_open: 1 })}</p>`;
}

/**
 * @param {Scene} scene
 * @param {Queue} queue
 * @param {Item} item
 * @param {boolean} live
 */
function row({ words }, queue, { name, zone, waiting, closed }, live) {
  return html`<li class=${live && (closed || queue.closed) ? "shut" : ""}>
    <span class="item">${words.name(name)}</span>
    ${zone === queue.zone ? nothing : badge(zone)}
    ${live ? html`<span class="many">${closed ? words.first("no_numbers") : html`${waiting} <small>${words.first("people")}</small>`}</span>` : nothing}
  </li>`;
}

showQueues("overview_title", "overview_help", inside);
