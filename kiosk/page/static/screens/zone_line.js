/**
 * How long a zone's line is, in words.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { zoneWait } from "../catalogue.js";
import { isAway } from "../obstacle.js";
import { rangeWords } from "../waiting.js";

/** @param {Page} page @param {string} zone */
export function zoneLine(page, zone) {
  const { state, say } = page;
  const wait = zoneWait(state, zone);
  if (!state.now?.state?.open) return html`${say("zone.closed_hall")}`;
  if (!wait) return html`${say("zone.closed")}`;
  if (isAway(page)) return html`${say("alone.wait")}`;
  return html`
    <span>${say(wait.ahead === 1 ? "zone.waiting.one" : "zone.waiting", { waiting: wait.ahead })}</span>
    <strong>${rangeWords(say, wait)}</strong>`;
}
