/**
 * A zone: its common items first, then its departments.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { departmentsOfZone, itemsOfZone, zone as zoneEntry } from "../catalogue.js";
import { badge } from "./badge.js";
import { itemList } from "./item_button.js";

/** @param {Page} page @param {string} code */
export function zone(page, code) {
  const { state, say, name } = page;
  const entry = zoneEntry(state, code);
  const common = itemsOfZone(state, code).filter((item) => item.common);
  const reading = html`
    <div class="heading">
      ${badge(code, "large")}
      <div>
        <h1 tabindex="-1" data-focus="page" lang=${page.hall}>${name(entry?.name)}</h1>
        <p class="quiet">${[entry?.floor, name(entry?.way)].filter(Boolean).join(" · ")}</p>
      </div>
    </div>
  `;
  const body = html`
    ${common.length ? html`<h2>${say("zone.common")}</h2>${itemList(page, common)}` : nothing}
    <h2>${say("zone.departments")}</h2>
    <ul class="list">${departmentsOfZone(state, code).map(({ entry: office, items }) => {
      const go = () => page.send({ type: "go", screen: { name: "department", zone: code, department: office.code } });
      return html`<li>
        <button class="card office" @click=${go}>
          <span class="title" lang=${page.hall}>${name(office.name)}</span>
          <span class="quiet">${say(items.length === 1 ? "items.one" : "items", { items: items.length })}</span>
        </button>
      </li>`;
    })}</ul>
  `;
  return { reading, body };
}
