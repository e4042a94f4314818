/** Pieces that several boards are made of. */

import { clockTime, hallNow } from "/assets/clock.js";
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Call} Call */

const COLOURED = ["A", "B", "C", "D"];

/**
 * A zone's letter on its colour.
 * @param {string} code
 */
export function badge(code) {
  const colour = COLOURED.includes(code) ? code : "other";
  return html`<span class="badge zone-${colour}">${code}</span>`;
}

/** @param {Scene} scene */
export function clock({ words, timezone }) {
  const now = hallNow();
  return html`<p class="clock">
    <time class="time">${clockTime(now, timezone)}</time>
    <span class="date">${words.date(now, timezone)}</span>
  </p>`;
}

/**
 * A window's number with the words around it, in the first language.
 * @param {Scene} scene
 * @param {string} window
 */
export function windowNumber({ words }, window) {
  const before = words.first("window_before");
  const after = words.first("window_after");
  return html`<span class="window-number">
    ${before ? html`<small>${before}</small>` : nothing}<b>${window}</b>
    ${after ? html`<small>${after}</small>` : nothing}
  </span>`;
}

export const arrow = html`<svg class="arrow" viewBox="0 0 48 24" aria-hidden="true">
  <path d="M2 12h42M34 3l10 9-10 9" />
</svg>`;

/**
 * The way from the screen to a window, as the hall's layout tells it, with its word; null if it
 * does not.
 * @param {Scene} scene
 * @param {string} window
 */
export function wayTo({ layout, words }, window) {
  const way = layout.arrows[window];
  if (!way) return null;
  return html`<span class="way to-${way}">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 12h19M13 4l8 8-8 8" /></svg>
    <span class="unseen">${words.both(`way_${way}`)}</span>
  </span>`;
}

/**
 * Since when nothing on the screen is new; nothing while it is.
 * @param {Scene} scene
 */
export function lostBanner({ lostSince, words, timezone }) {
  if (!lostSince) return nothing;
  const time = clockTime(lostSince, timezone);
  return html`<section class="lost" role="alert">
    <p class="what">${words.both("lost", { time })}</p>
    <p class="help">${words.both("lost_help")}</p>
  </section>`;
}

/**
 * A line's waiting in words.
 * @param {Scene} scene
 * @param {{wait: import("./types.js").Wait, windows_open: number}} line a zone's, or another
 */
export function waitWords({ words }, { wait, windows_open }) {
  const { low, high } = wait;
  if (low === null || high === null || !windows_open) return words.both("no_window");
  if (high === 0) return words.both("at_once");
  return low === high
    ? words.both("about", { low })
    : words.both("about_range", { low, high });
}

/**
 * The calls, newest first, each number once: its newest call.
 * @param {Call[]} calls
 */
export function newestPerNumber(calls) {
  const sorted = [...calls].sort((a, b) => b.call_id - a.call_id);
  const met = new Set();
  return sorted.filter(({ number }) => !met.has(number) && met.add(number));
}

/**
 * The part of a list that is on in this turn.
 * @template T
 * @param {T[]} all
 * @param {number} size
 * @param {number} turn
 * @returns {{on: T[], page: number, pages: number}}
 */
export function inTurn(all, size, turn) {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = turn % pages;
  return { on: all.slice(page * size, (page + 1) * size), page: page + 1, pages };
}

/**
 * @param {Scene} scene
 * @param {{page: number, pages: number}} turns
 */
export function turnWords({ words }, { page, pages }) {
  return pages > 1 ? html`<p class="turn">${words.both("turn", { page, pages })}</p>` : nothing;
}
