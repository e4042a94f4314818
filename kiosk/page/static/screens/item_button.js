/**
 * An item in a list: its name, how long the line is, or why it is closed.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ItemEntry} ItemEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { department, queueNow } from "../catalogue.js";
import { closedItemWords, isAway } from "../obstacle.js";
import { waitWords } from "../waiting.js";
import { badge } from "./badge.js";

/** @param {Page} page @param {ItemEntry} item in a list of its own department or zone */
export function itemButton(page, item) {
  return button(page, item, nothing);
}

/**
 * In a list from all over the hall.
 * @param {Page} page
 * @param {ItemEntry} item
 * @param {string} [word] the everyday word by which it was found
 */
export function foundItemButton(page, item, word = "") {
  const { state, say, name } = page;
  const also = word ? html`<span class="word">${say("search.word", { word })}</span>` : nothing;
  return button(page, item, html`${also}<span class="whose">
    ${badge(item.zone)}${name(department(state, item.department)?.name)}
  </span>`);
}

/** @param {Page} page @param {ItemEntry} item @param {unknown} whose */
function button(page, item, whose) {
  const closed = closedItemWords(page, item);
  const go = () => page.send({ type: "go", screen: { name: "item", item: item.code } });
  return html`<li>
    <button class="card item ${closed ? "closed" : ""}" ?disabled=${closed !== null} @click=${go}>
      <span class="title" lang=${page.hall}>${page.name(item.name)}</span>
      ${whose}
      <span class="wait">${closed ?? itemWait(page, item)}</span>
    </button>
  </li>`;
}

/** @param {Page} page @param {ItemEntry} item */
function itemWait(page, item) {
  const queue = queueNow(page.state, item.queue);
  const known = queue && !isAway(page) && page.state.now?.state?.open;
  return known ? waitWords(page.say, queue.wait) : nothing;
}

/** @param {Page} page @param {readonly ItemEntry[]} items */
export function itemList(page, items) {
  return html`<ul class="list">${items.map((item) => itemButton(page, item))}</ul>`;
}
