/**
 * A department's items in one zone.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { department as departmentEntry, itemsOfZone, zone } from "../catalogue.js";
import { badge } from "./badge.js";
import { itemList } from "./item_button.js";

/** @param {Page} page @param {string} zoneCode @param {string} code */
export function department(page, zoneCode, code) {
  const { state, name } = page;
  const items = itemsOfZone(state, zoneCode).filter((item) => item.department === code);
  const reading = html`
    <div class="heading">
      ${badge(zoneCode, "large")}
      <div>
        <h1 tabindex="-1" data-focus="page" lang=${page.hall}>${name(departmentEntry(state, code)?.name)}</h1>
        <p class="quiet">${name(zone(state, zoneCode)?.name)}</p>
      </div>
    </div>
  `;
  const body = html`
    ${itemList(page, items)}
  `;
  return { reading, body };
}
