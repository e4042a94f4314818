/** Why a file was not read: each fault with its file, row and column. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/**
 * @typedef {object} Fault
 * @property {string} file
 * @property {number | null} row as a spreadsheet counts; null when the whole file is meant
 * @property {string} column empty when the whole row is meant
 * @property {string} text in English, as the server tells it
 */

const SHOWN = 200;

/** @param {import("./admin").Admin} screen @param {Fault[]} faults */
export function faultsView({ speech: { tell } }, faults) {
  return html`<section class="problems faults" role="alert" data-faults=${faults.length}>
    <h3>${tell("admin.faults.title", { count: faults.length })}</h3>
    <table><thead><tr>${["file", "row", "column", "what"].map((name) => html`<th scope="col">${tell(`admin.faults.${name}`)}</th>`)}</tr></thead>
      <tbody>${faults.slice(0, SHOWN).map(({ file, row, column, text }) => html`<tr>
        <td dir="auto">${file}</td><td>${row ?? ""}</td><td dir="auto">${column}</td><td lang="en" dir="auto">${text}</td></tr>`)}</tbody></table>
    ${faults.length > SHOWN ? html`<p class="second">${tell("admin.review.more", { count: faults.length - SHOWN })}</p>` : nothing}
  </section>`;
}
