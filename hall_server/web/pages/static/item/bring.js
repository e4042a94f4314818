/** What to bring: every material with original or copy, how many, what it must be and where it is had. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** @param {import("../language.js").Speech} spoken @param {import("../cases").ServiceGuide} guide */
export function bringView({ tell }, { materials }) {
  return html`<section class="bring"><h2>${tell(materials.length ? "items.bring" : "items.bring_nothing", { count: materials.length })}</h2>
    <ol>${materials.map(
      (each) => html`<li><b class="words">${each.name}</b>
        ${chips(tell, each).map((chip) => html`<span class="chip">${chip}</span>`)}
        ${each.deferrable ? html`<span class="chip later">${tell("items.deferrable")}</span>` : nothing}
        ${each.standard ? html`<p class="words">${tell("items.standard", { standard: each.standard })}</p>` : nothing}
        ${each.source ? html`<p class="words second">${tell("items.source", { source: each.source })}</p>` : nothing}</li>`,
    )}</ol>
    ${materials.some(({ deferrable }) => deferrable) ? html`<p class="second">${tell("items.deferrable_means")}</p>` : nothing}
    ${materials.some(({ certificate }) => certificate) ? html`<p class="second">${tell("items.certificates")}</p>` : nothing}</section>`;
}

/** @param {import("../language.js").Speech["tell"]} tell @param {import("../cases").MaterialView} material @returns {string[]} */
function chips(tell, { kind, copies, medium }) {
  const which = kind ? [tell(`items.form.${kind}`)] : [];
  const count = copies > 1 || kind === "copy" ? [tell("items.copies", { count: copies })] : [];
  return [...which, ...count, ...(medium === "electronic" || medium === "either" ? [tell(`items.medium.${medium}`)] : [])];
}
