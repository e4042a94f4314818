/** A difference: each entry that comes, goes or changes, field by field. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { shown } from "./shown.js";

/** @typedef {import("./page.js").Admin} Admin */

const SHOWN = 100;

/**
 * @param {Admin} screen
 * @param {import("./plan").EntryDifference[]} difference
 * @param {number} [count] of all entries, when only the first were told
 */
export function differenceView(screen, difference, count = difference.length) {
  const { tell, name } = screen.speech;
  return html`<section class="difference"><h3>${tell("admin.difference", { count })}</h3>
    ${difference.slice(0, SHOWN).map((entry) => html`<article data-difference="${entry.part}/${entry.code}" data-kind=${entry.kind}>
      <header><span class="mark" data-mark=${entry.kind}>${tell(`admin.state.${entry.kind}`)}</span>
        <span class="second">${tell(`admin.section.${entry.part}`)}</span>
        <b dir="auto">${entry.part === "hall" ? nothing : entry.code} ${name(entry.name)}</b></header>
      ${entry.fields.length ? html`<table><tbody>${entry.fields.map((field) => line(screen, entry, field))}</tbody></table>` : nothing}
    </article>`)}
    ${count > SHOWN ? html`<p class="second">${tell("admin.review.more", { count: count - Math.min(SHOWN, difference.length) })}</p>` : nothing}
  </section>`;
}

/** @param {Admin} screen @param {import("./plan").EntryDifference} entry @param {import("./plan").FieldDifference} field */
function line(screen, { part, kind }, { field, before, after }) {
  const { tell, knows } = screen.speech;
  const told = (/** @type {unknown} */ value) => shown(screen, part, field, value);
  return html`<tr data-field=${field}><th scope="row">${knows(`admin.field.${field}`) ? tell(`admin.field.${field}`) : field}</th>
    ${kind === "added" ? nothing : html`<td><del dir="auto">${told(before)}</del></td>`}
    ${kind === "removed" ? nothing : html`<td><ins dir="auto">${told(after)}</ins></td>`}</tr>`;
}
