/** The versions of an item: since when each holds, and what it changed. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { queryOf } from "../items/telling.js";

/** @typedef {import("./page.js").ItemPage} ItemPage */

/** @param {ItemPage} screen @param {import("../cases").ServiceGuide} guide */
export function versionsView({ speech, versions, hall }, guide) {
  const { tell } = speech;
  const stands = tell(guide.valid_until ? "items.valid_between" : "items.valid_from", {
    version: guide.version, from: guide.valid_from, until: guide.valid_until ?? "",
  });
  const others = versions?.versions ?? [];
  return html`<section class="versions"><p class="second">${stands}</p>
    ${others.length > 1
      ? html`<details><summary>${tell("items.versions", { count: others.length })}</summary>
          <ol>${others.map((each) => versionLine(speech, each, `${queryOf(hall, { on: each.valid_from })}`))}</ol></details>`
      : nothing}</section>`;
}

/** @param {import("../language.js").Speech} spoken @param {import("../items/items").ItemVersionView} version @param {string} query */
function versionLine({ tell, knows }, version, query) {
  const changed = version.fields.map(({ field }) => (knows(`items.field.${field}`) ? tell(`items.field.${field}`) : field));
  return html`<li><a href=${query}>${tell(version.scheduled ? "items.version_scheduled" : "items.version", {
      version: version.version, from: version.valid_from,
    })}</a>
    ${changed.length ? html`<span class="second">${tell("items.changed", { what: changed.join(tell("list.comma")) })}</span>` : nothing}</li>`;
}
