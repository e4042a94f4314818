/** The list of items: a search, and below it every item under its department or zone. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { languageSwitch } from "../screen.js";
import { findEntries } from "../search.js";
import { promiseText, queryOf } from "./telling.js";

/** @typedef {import("./page.js").Items} Items */
/** @typedef {import("./items").ItemLine} ItemLine */
/** @typedef {(part: Partial<Items>) => void} Change */

const MOST = 60;
/** @type {("departments" | "zones")[]} */
const SORTED = ["departments", "zones"];

/** @param {Items} screen @param {Change} change */
export function itemsView(screen, change) {
  const { speech, offered, refusal } = screen;
  const { tell, name } = speech;
  document.title = tell("items.title");
  return html`<header class="bar"><h1>${tell("items.title")}</h1><span class="gap clip" dir="auto">${name(offered?.hall)}</span>
      ${languageSwitch(speech, change)}</header>
    <main>${refusal ? html`<p class="refusal" role="alert">${refusal}</p>` : nothing}
      ${offered === null ? (refusal ? nothing : html`<p class="waiting" role="status">${tell("items.loading")}</p>`) : catalogue(screen, offered, change)}</main>`;
}

/** @param {Items} screen @param {import("./items").ItemsOffered} offered @param {Change} change */
function catalogue(screen, offered, change) {
  const { speech, query, by } = screen;
  const { tell } = speech;
  const found = query.trim() === "" ? null : hits(offered.items, query);
  return html`<search class="seek"><label for="seek">${tell("items.seek")}</label>
      <input id="seek" type="search" autocomplete="off" maxlength="60" placeholder=${tell("items.seek_hint")} .value=${live(query)}
        @input=${(/** @type {any} */ event) => change({ query: event.target.value })} /></search>
    ${found === null
      ? html`<div class="by" role="group" aria-label=${tell("items.by")}>${SORTED.map(
          (each) => html`<button class="plain" type="button" aria-pressed=${each === by ? "true" : "false"} @click=${() => change({ by: each })}>
            ${tell(`items.by.${each}`)}</button>`,
        )}</div>${groups(screen, offered)}`
      : html`<p role="status" class="second count">${tell(found.length ? "items.found" : "items.none", { count: found.length })}</p>
          ${lines(screen, offered, found, true)}`}`;
}

/** @param {ItemLine[]} items @param {string} query */
function hits(items, query) {
  const entries = items.map((item) => ({
    key: item.code,
    title: item.name.zh,
    hint: "",
    words: [item.name.zh, item.name.en, item.code, ...item.words],
    item,
  }));
  return findEntries(entries, query, MOST).map((entry) => /** @type {any} */ (entry).item);
}

/** @param {Items} screen @param {import("./items").ItemsOffered} offered */
function groups(screen, offered) {
  const { name } = screen.speech;
  const key = screen.by === "zones" ? "zone" : "department";
  return offered[screen.by].map(({ code, name: called }) => {
    const items = offered.items.filter((item) => item[key] === code);
    if (items.length === 0) return nothing;
    return html`<section class="group" aria-labelledby="g-${code}"><h2 id="g-${code}">${
      key === "zone" ? html`<span class="zone-letter" data-zone=${code}>${code}</span> ` : nothing
    }<span dir="auto">${name(called)}</span> <small class="second">${items.length}</small></h2>
      ${lines(screen, offered, items, false)}</section>`;
  });
}

/** @param {Items} screen @param {import("./items").ItemsOffered} offered @param {ItemLine[]} items @param {boolean} whose its department is told */
function lines({ speech, hall }, offered, items, whose) {
  const { tell, name } = speech;
  const department = (/** @type {string} */ code) => name(offered.departments.find((each) => each.code === code)?.name);
  return html`<ul class="items">${items.map(
    (item) => html`<li><a href="/items/${encodeURIComponent(item.code)}${queryOf(hall)}">
      <span class="what"><b dir="auto">${name(item.name)}</b>${whose ? html`<small class="second">${department(item.department)}</small>` : nothing}</span>
      <span class="kind" data-kind=${item.kind}>${tell(`items.kind.${item.kind}`)}</span>
      <span class="promise second">${promiseText(speech, item)}</span></a></li>`,
  )}</ul>`;
}
