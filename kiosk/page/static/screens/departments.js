/**
 * All departments of the hall, and one department's items wherever they are done.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { department as departmentEntry, itemsOfDepartment } from "../catalogue.js";
import { badge } from "./badge.js";
import { foundItemButton } from "./item_button.js";

/** @param {Page} page */
export function departments(page) {
  const { state, say, name } = page;
  const offices = state.catalogue?.departments ?? [];
  const reading = html`<h1 tabindex="-1" data-focus="page">${say("departments.title")}</h1>`;
  const body = html`<ul class="list after-title">${offices.map((office) => {
    const items = itemsOfDepartment(state, office.code);
    const zones = [...new Set(items.map((item) => item.zone))];
    const go = () => page.send({ type: "go", screen: { name: "office", department: office.code } });
    return items.length ? html`<li>
      <button class="card office" @click=${go}>
        <span class="title" lang=${page.hall}>${name(office.name)}</span>
        <span class="whose">${zones.map((zone) => badge(zone))}
          <span class="quiet">${say(items.length === 1 ? "items.one" : "items", { items: items.length })}</span></span>
      </button>
    </li>` : "";
  })}</ul>`;
  return { reading, body };
}

/** @param {Page} page @param {string} code */
export function office(page, code) {
  const { state, name } = page;
  const items = itemsOfDepartment(state, code);
  const reading = html`<h1 tabindex="-1" data-focus="page" lang=${page.hall}>${name(departmentEntry(state, code)?.name)}</h1>`;
  const body = html`<ul class="list after-title">${items.map((item) => foundItemButton(page, item))}</ul>`;
  return { reading, body };
}
