/**
 * Printing what to bring for an item, which is no number; and where that sheet is.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ItemEntry} ItemEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { icon } from "./icons.js";
import { MARKS } from "./number.js";

/** @param {Page} page @param {ItemEntry} entry */
export function printList({ state, say, send }, entry) {
  const sheet = state.sheet?.item === entry.code ? state.sheet : null;
  const busy = sheet?.paper === "QUEUED" || sheet?.paper === "SENDING";
  const words = sheet && (sheet.paper === "REFUSED" && sheet.trouble === "paper_out" ? "no_roll" : sheet.paper);
  return html`<div class="print-list">
    <button class="key" ?disabled=${busy} @click=${() => send({ type: "print", item: entry.code })}>
      ${icon("print")}${say("materials.print")}</button>
    <p class="quiet" role="status">${words ? html`${icon(MARKS[sheet.paper])} ${say(`sheet.${words}`)}` : say("materials.print.how")}</p>
  </div>`;
}
