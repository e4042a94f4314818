/** The rows of the list: one case each, with what it waits for. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { dayWords, dueOf } from "./dates.js";

/** @typedef {import("./state.js").Cases} Cases */
/** @typedef {import("../cases").CaseLine} CaseLine */
/** @typedef {import("../language.js").Speech} Speech */

/** @param {Cases} screen @param {import("./state.js").Hands} hands */
export function rowsView(screen, hands) {
  const { speech, cases } = screen;
  const { tell } = speech;
  if (cases === null) return html`<p class="waiting" role="status">${screen.refusal === null ? tell("cases.loading") : ""}</p>`;
  if (cases.length === 0) {
    const words = screen.sought === null ? `cases.none.${screen.list}` : "cases.none_found";
    return html`<div class="empty" data-empty><p>${tell(words)}</p><p class="second">${
      screen.sought === null ? nothing : tell("cases.none_found_hint")}</p></div>`;
  }
  return html`<table class="rows">
    <thead><tr><th scope="col">${tell("cases.number")}</th><th scope="col">${tell("cases.what")}</th><th scope="col">${tell("cases.applicant")}</th>
      <th scope="col">${tell("cases.received")}</th><th scope="col">${tell("cases.stands")}</th><th scope="col">${tell("cases.due")}</th></tr></thead>
    <tbody>${repeat(cases, ({ number }) => number, (line, row) => rowView(speech, line, row, row === screen.at, hands))}</tbody>
  </table>`;
}

/** @param {Speech} speech @param {CaseLine} line @param {number} row @param {boolean} here @param {import("./state.js").Hands} hands */
function rowView(speech, line, row, here, hands) {
  const { tell, name } = speech;
  const due = dueOf(speech, line);
  const open = (/** @type {MouseEvent} */ event) => {
    const onLink = event.target instanceof Element && event.target.closest("a") !== null;
    if (!onLink && getSelection()?.isCollapsed !== false) location.assign(`/cases/${line.number}`);
  };
  return html`<tr class=${here ? "at" : ""} data-row=${row} data-case=${line.number} @click=${open}>
    <td class="number"><a href="/cases/${line.number}" @focus=${() => hands.change({ at: row })}>${line.number}</a></td>
    <td><span class="clip title" title=${name(line.title)}>${name(line.title)}</span>
      <small class="second clip">${name(line.department)}${line.parts > 1 ? ` · ${tell("cases.parts", { count: line.parts })}` : ""}</small>${marks(speech, line)}</td>
    <td><bdi class="clip" title=${line.applicant}>${line.applicant}</bdi></td>
    <td class="date">${dayWords(speech, line.received_on)}</td>
    <td>${stateChip(speech, line)}</td>
    <td class="due" data-level=${due.level}><span>${due.what} ${due.date}</span>${due.left === "" ? nothing : html`<b>${due.left}</b>`}
      ${line.provisional && due.date !== "" ? html`<small class="provisional" title=${tell("cases.provisional_hint")}>${tell("cases.provisional")}</small>` : nothing}</td>
  </tr>`;
}

/** @param {Speech} speech @param {CaseLine} line */
export function stateChip({ tell }, line) {
  return html`<span class="state" data-state=${line.state}>${tell(`cases.state.${line.state}`)}</span>`;
}

/** What sets a case apart: its kind, its channel, notices, deemed acceptance. @param {Speech} speech @param {CaseLine} line */
export function marks({ tell }, line) {
  const said = [
    ...(line.kind === "joint" || line.kind === "forwarded" ? [["kind", tell(`kind.${line.kind}`)]] : []),
    ...(line.channel === "" ? [] : [["green", tell(`cases.green.${line.channel}`)]]),
    ...(line.notices > 0 ? [["notices", tell("cases.notices", { count: line.notices })]] : []),
    ...(line.deemed ? [["deemed", tell("cases.deemed")]] : []),
    ...(line.suspended ? [["suspended", tell("cases.clock_stands")]] : []),
  ];
  return said.length === 0 ? nothing : html`<span class="marks">${said.map(([mark, words]) => html`<span class="chip" data-mark=${mark}>${words}</span>`)}</span>`;
}
