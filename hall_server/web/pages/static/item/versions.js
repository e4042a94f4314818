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
function versionLine(spoken, version, query) {
  const { tell } = spoken;
  return html`<li><a href=${query}>${tell(version.scheduled ? "items.version_scheduled" : "items.version", {
      version: version.version, from: version.valid_from,
    })}</a>
    ${version.fields.length ? html`<ul>${version.fields.map((field) => html`<li class="second words">${changeText(spoken, field)}</li>`)}</ul>` : nothing}</li>`;
}

/** @param {import("../language.js").Speech} spoken @param {{field: string, before: any, after: any}} change @returns {string} such as `fee: 120 → 80` */
function changeText({ tell, knows }, { field, before, after }) {
  const what = knows(`items.field.${field}`) ? tell(`items.field.${field}`) : field;
  const plain = (/** @type {any} */ value) => value === null || ["string", "number"].includes(typeof value);
  if (field === "kind") return tell("items.changed", { what, before: tell(`items.kind.${before}`), after: tell(`items.kind.${after}`) });
  if (field !== "day_kind" && plain(before) && plain(after)) {
    return tell("items.changed", { what, before: before || tell("items.nothing"), after: after || tell("items.nothing") });
  }
  if (field !== "materials") return what;
  const names = (/** @type {any[]} */ materials) => materials.map(({ name }) => name);
  const gone = names(before).filter((name) => !names(after).includes(name)).map((name) => tell("items.gone", { name }));
  const come = names(after).filter((name) => !names(before).includes(name)).map((name) => tell("items.come", { name }));
  return [what, ...gone, ...come].join(tell("list.comma"));
}
