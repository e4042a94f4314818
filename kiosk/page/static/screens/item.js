/**
 * One item before its number is taken: where, how long, what to bring.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ItemEntry} ItemEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { department, item as itemEntry, queueNow, windowsOf, zone } from "../catalogue.js";
import { givesAlone, isAway, obstacle } from "../obstacle.js";
import { aheadWords, rangeWords, windowWords } from "../waiting.js";
import { badge } from "./badge.js";
import { wayOnFloor } from "./floor_plan.js";
import { icon } from "./icons.js";
import { identity } from "./person.js";
import { printList } from "./print_list.js";
import { failure, reasons, takeButton } from "./take.js";

/** @param {Page} page @param {string} code */
export function item(page, code) {
  const { state, say, name } = page;
  const entry = itemEntry(state, code);
  if (!entry) return { body: html`<h1 tabindex="-1" data-focus="page">${say("item.gone")}</h1>` };
  const why = obstacle(page, entry);
  const facts = html`<div class="facts">${place(page, entry)}${line(page, entry)}</div>`;
  // Beside a notice, or in large print, the upper half is full without them.
  const above = state.low && !state.large && !state.failure && !isAway(page);
  const reading = html`
    ${failure(page)}
    <p class="kicker">${name(department(state, entry.department)?.name)} · ${kind(page, entry)}</p>
    <h1 tabindex="-1" data-focus="page" lang=${page.hall}>${name(entry.name)}</h1>
    ${above ? facts : nothing}
  `;
  const body = html`
    <div class="columns">
      <div>
        ${above ? nothing : facts}
        ${materials(page, entry)}
      </div>
      ${why ? nothing : html`<div>${identity(page)}${reasons(page)}</div>`}
    </div>
    ${wayOnFloor(page, entry.zone, windowsOf(state, entry.queue))}
  `;
  return { reading, body, primary: takeButton(page, why) };
}

/** @param {Page} page @param {ItemEntry} entry */
function kind({ say }, entry) {
  const days = entry.promised_days;
  const counted = entry.day_kind === "calendar" ? ".calendar" : "";
  return days ? say(`kind.${days === 1 ? "day" : "days"}${counted}`, { days }) : say(`kind.${entry.kind}`);
}

/** @param {Page} page @param {ItemEntry} entry */
function place(page, entry) {
  const { state, say, name } = page;
  const where = zone(state, entry.zone);
  const windows = windowsOf(state, entry.queue);
  return html`<section class="fact">
    <h2>${icon("place")}${say("item.where")}</h2>
    <p class="strong" lang=${page.hall}>${badge(entry.zone)}${name(where?.name)}</p>
    <p>${windows.length ? windowWords(say, windows) : nothing}${openNow(page, entry)}</p>
    <p class="quiet">${[where?.floor, name(where?.way)].filter(Boolean).join(" · ")}</p>
  </section>`;
}

/** @param {Page} page @param {ItemEntry} entry how many of the windows work at this moment */
function openNow({ state, say }, entry) {
  const queue = queueNow(state, entry.queue);
  if (!queue?.windows_open || isAway({ state })) return nothing;
  return say(queue.windows_open === 1 ? "windows.open.one" : "windows.open", { open: queue.windows_open });
}

/** @param {Page} page @param {ItemEntry} entry */
function line(page, entry) {
  const { state, say } = page;
  const queue = queueNow(state, entry.queue);
  const known = queue && !isAway(page) && state.now?.state?.open;
  return html`<section class="fact">
    <h2>${icon("clock")}${say("item.wait")}</h2>
    ${known ? html`<p class="strong" data-say>${rangeWords(say, queue.wait)}</p><p data-say>${aheadWords(say, queue.wait)}</p>`
      : html`<p>${say(givesAlone(page) && state.now?.state?.open ? "alone.wait" : "item.wait.unknown")}</p>`}
  </section>`;
}

/** @param {Page} page @param {ItemEntry} entry */
function materials(page, entry) {
  const { say } = page;
  return html`<section>
    <h2 data-say>${icon("paper")}${say("item.materials")}</h2>
    ${entry.materials.length
      ? html`<ol class="materials">${toBring(entry).map((one) => html`<li data-say><span lang="zh-CN">${one.name}</span>${formOf(page, one)}</li>`)}</ol>`
      : html`<p>${say("item.materials.none")}</p>`}
    ${entry.fee ? html`<p class="quiet">${say("item.fee")}<span lang="zh-CN">${entry.fee}</span></p>` : nothing}
    ${printList(page, entry)}
  </section>`;
}

/** @param {ItemEntry} entry the materials in full, or by name alone where the server tells no more */
function toBring(entry) {
  return entry.bring?.length ? entry.bring : entry.materials.map((name) => ({ name, kind: "", copies: 1 }));
}

/** @param {Page} page @param {{kind: string, copies: number}} material original or copy, and how many */
function formOf({ say }, { kind, copies }) {
  if (!kind) return nothing;
  const form = say(`item.form.${kind}`);
  return html` <span class="form">${copies > 1 ? say("item.copies", { form, count: copies }) : form}</span>`;
}
