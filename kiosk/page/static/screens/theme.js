/**
 * A theme (一件事): several errands, one after another, with one number.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ItemEntry} ItemEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { department, errandsOf, queueNow, theme as themeEntry, windowsOf } from "../catalogue.js";
import { closedItemWords, hallObstacle, isAway } from "../obstacle.js";
import { waitWords, windowWords } from "../waiting.js";
import { badge } from "./badge.js";
import { identity } from "./person.js";
import { failure, reasons, takeButton } from "./take.js";

/** @param {Page} page @param {string} code */
export function theme(page, code) {
  const { state, say, name } = page;
  const errands = errandsOf(state, code);
  const closed = errands.map((errand) => closedItemWords(page, errand)).find((words) => words !== null);
  const why = closed ?? hallObstacle(page);
  const reading = html`
    ${failure(page)}
    <p class="kicker">${say("themes")}</p>
    <h1 tabindex="-1" data-focus="page" lang=${page.hall}>${name(themeEntry(state, code)?.name)}</h1>
    <p class="lead">${say("theme.how", { stops: errands.length })}</p>
  `;
  const body = html`
    <div class="columns">
      <ol class="stops">${errands.map((errand) => stop(page, errand))}</ol>
      ${why ? nothing : html`<div>${identity(page)}${reasons(page)}</div>`}
    </div>
  `;
  return { reading, body, primary: takeButton(page, why) };
}

/** @param {Page} page @param {ItemEntry} errand */
function stop(page, errand) {
  const { state, say, name } = page;
  const queue = queueNow(state, errand.queue);
  const windows = windowsOf(state, errand.queue);
  const known = queue && !isAway(page) && state.now?.state?.open;
  const closed = closedItemWords(page, errand);
  return html`<li class="stop">
    <p class="strong">${name(errand.name)}</p>
    <p class="whose">${badge(errand.zone)}${name(department(state, errand.department)?.name)}${
      windows.length ? ` · ${windowWords(say, windows)}` : ""}</p>
    <p class="wait">${closed ?? (known ? waitWords(say, queue.wait) : "")}</p>
    <p class="quiet">${say("theme.materials")}<span lang="zh-CN">${errand.materials.join("、")}</span></p>
  </li>`;
}
