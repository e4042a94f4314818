/** The head of a case: what is applied for, by whom, by when; and the way it has come. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dayWords, dueOf } from "../cases/dates.js";
import { marks, stateChip } from "../cases/rows.js";

/** @typedef {import("./state.js").File} File */
/** @typedef {import("../cases").CaseView} CaseView */
/** @typedef {import("../language.js").Speech} Speech */

/** @param {File} screen @param {import("./state.js").Hands} hands @param {CaseView} view */
export function headView(screen, hands, view) {
  const { speech, session } = screen;
  const { tell, name } = speech;
  const due = dueOf(speech, view);
  const handles = session.roles.some((role) => role === "clerk" || role === "supervisor");
  return html`<section class="head" data-state=${view.state}>
    <div class="head-title"><h2 class="words">${name(view.title)}</h2>
      <p class="second">${name(view.department)} · ${tell(`kind.${view.kind}`)}${view.fee === "" ? "" : ` · ${view.fee}`}</p>
      <p>${stateChip(speech, view)} ${marks(speech, view)}</p></div>
    <dl class="facts">
      ${fact(tell("cases.applicant"), html`<bdi class="words">${view.applicant}</bdi>`)}
      ${fact(tell("cases.phone"), view.phone)} ${fact(tell("cases.contact"), view.contact)} ${fact(tell("cases.agent"), view.agent)}
      ${view.document_kind === "" ? nothing : fact(tell("cases.identity"), html`${tell(`cases.document.${view.document_kind}`)} ****${view.document_tail}
        ${handles ? html`<button class="plain small" type="button" data-act="reveal" ?disabled=${screen.doing} @click=${hands.reveal}>${tell("cases.reveal")}</button>` : nothing}`)}
      ${fact(tell("cases.ticket"), view.ticket_number ?? "")} ${fact(tell("cases.window"), view.window ?? "")}
      ${fact(tell("cases.channel_reason"), reasonWords(speech, view))}
      ${fact(tell("cases.delivery"), view.delivery === "mail" ? `${tell("cases.way.mail")} ${view.address}` : "")}
      ${fact(tell("cases.handed_to"), [view.handed_to, view.carrier, view.tracking].filter(Boolean).join(" "))}
      ${fact(tell("cases.result"), view.result === "" ? "" : html`<b>${tell(`cases.result.${view.result}`)}</b> <span class="words">${view.reason}</span>`)}
    </dl>
    <div class="due" data-level=${due.level}><span>${due.what}</span><b class="date">${due.date}</b>${due.left === "" ? nothing : html`<b>${due.left}</b>`}
      ${(view.state === "ACCEPTED" && view.provisional) || (view.state === "RECEIVED" && view.answer_provisional) ? html`<small title=${tell("cases.provisional_hint")}>${tell("cases.provisional")}</small>` : nothing}
      ${view.statutory_due !== null && view.promised_due !== null && view.state === "ACCEPTED" ? html`<small>${tell("cases.statutory", { date: dayWords(speech, view.statutory_due) })}</small>` : nothing}</div>
  </section>`;
}

/** @param {Speech} speech @param {CaseView} view */
function reasonWords({ tell, knows }, { channel, channel_reason }) {
  if (channel === "") return "";
  const key = `cases.project.${channel_reason}`;
  return channel === "project" && knows(key) ? tell(key) : channel_reason;
}

/** @param {string} label @param {unknown} value */
function fact(label, value) {
  return value === "" || value === nothing ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** The stations of every case, and when this one passed them. @param {Speech} speech @param {CaseView} view */
export function wayView(speech, view) {
  const { tell } = speech;
  const ended = ["REFUSED", "WITHDRAWN"].includes(view.state);
  const stations = ended
    ? [["received", view.received_on, true], [view.state === "REFUSED" ? "refused" : "withdrawn", null, true]]
    : [
      ["received", view.received_on, true],
      ["accepted", view.accepted_on, view.accepted_on !== null],
      ["decided", view.decided_on, view.decided_on !== null],
      ["ready", null, view.ready],
      ["delivered", null, view.state === "DELIVERED"],
    ];
  return html`<ol class="way" aria-label=${tell("cases.way_label")}>${stations.map(([station, on, done]) => html`<li class=${done ? "done" : ""} data-station=${station}>
    <span class="mark" aria-hidden="true">${done ? "✓" : ""}</span><span>${tell(`cases.station.${station}`)}</span>
    <small class="second">${on === null ? (done ? "" : tell("cases.not_yet")) : dayWords(speech, /** @type {string} */ (on))}</small></li>`)}</ol>`;
}
