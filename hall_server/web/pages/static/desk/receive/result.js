/** What came of it: the case's number largest, its dates with their weekday, its papers, and what is next. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { sheetState } from "../../paper.js";
import { dayWords } from "./days.js";

/** @typedef {import("./hands.js").Receiving} Receiving */

/** @param {import("../page.js").Console} screen @param {import("../page.js").Hands} hands @param {import("../../messages").DeskState} desk */
export function resultView(screen, hands, desk) {
  const { tell } = screen.speech;
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { case: known, documents, print_jobs } = /** @type {import("../../cases").CaseNow} */ (receiving.done);
  const finishing = desk.current?.state === "SERVING" && (receiving.draft.ticket === desk.current.ticket_id || desk.case?.number === known.number);
  const go = (/** @type {string} */ act) => {
    hands.receive.leave();
    hands.act(act);
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!finishing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = { KeyF: "finish", Space: "finish_next" }[event.code];
    if (!act || (act === "finish_next" && desk.state !== "OPEN")) return;
    event.preventDefault();
    event.stopPropagation();
    go(act);
  };
  return html`<section class="receive-done" data-done=${known.state} @keydown=${onKey} tabindex="-1" autofocus>
    <p class="done-word" role="status">${tell(`receive.done.${word(known)}`)}</p>
    <p class="done-number" data-case-number>${known.number}</p>
    <p>${screen.speech.name(known.title)} · <bdi>${known.applicant}</bdi></p>
    <dl class="done-dates">${dates(screen.speech, known)}</dl>
    ${papers(screen, desk, known, documents, print_jobs)}
    <div class="dialog-acts">
      ${finishing
        ? html`${desk.state === "OPEN" ? html`<button class="primary" type="button" data-act="finish_next" @click=${() => go("finish_next")}>${tell("desk.do.finish_next")} <kbd>${tell("key.space")}</kbd></button>` : nothing}
          <button class="plain" type="button" data-act="finish" @click=${() => go("finish")}>${tell("desk.do.finish")} <kbd>F</kbd></button>`
        : nothing}
      <button class="plain" type="button" data-act="back-to-desk" @click=${() => hands.receive.leave()}>${tell("receive.leave")} <kbd>Esc</kbd></button>
    </div>
  </section>`;
}

/** @param {import("../../cases").CaseView} known */
function word({ state, result, deemed }) {
  if (state === "DECIDED" || state === "DELIVERED") return result === "denied" ? "denied" : state;
  return state === "ACCEPTED" && deemed ? "deemed" : state;
}

/** @param {import("../../language.js").Speech} speech @param {import("../../cases").CaseView} known */
export function dates(speech, known) {
  const { tell } = speech;
  const open = ["RECEIVED", "ACCEPTED"].includes(known.state);
  const rows = /** @type {[string, string | null][]} */ ([
    ["received_on", known.received_on],
    ["answer_due", known.state === "RECEIVED" ? known.answer_due : null],
    ["accepted_on", known.accepted_on],
    ["promised_due", open ? known.promised_due : null],
    ["statutory_due", open ? known.statutory_due : null],
    ["decided_on", known.decided_on],
  ]);
  return html`${rows.filter(([, date]) => date !== null).map(
    ([name, date]) => html`<div data-date=${name}><dt>${tell(`receive.date.${name}`)}</dt><dd>${dayWords(speech, /** @type {string} */ (date))}</dd></div>`,
  )}
  ${open && (known.provisional || known.answer_provisional) ? html`<div><dt></dt><dd class="second">${tell("receive.date.provisional")}</dd></div>` : nothing}`;
}

/**
 * The papers this act made: their reference, whether they are printed, and the sheet for seal and signature.
 * @param {import("../page.js").Console} screen
 * @param {import("../../messages").DeskState} desk
 * @param {import("../../cases").CaseView} known
 * @param {import("../../cases").DocumentView[]} documents
 * @param {number[]} jobs
 */
export function papers(screen, desk, known, documents, jobs) {
  const { speech } = screen;
  const sheets = desk.paper.filter(({ job_id }) => jobs.includes(job_id));
  if (documents.length === 0) return nothing;
  return html`<ul class="done-papers">${documents.map(
    ({ document_id, kind, reference }) => html`<li data-document=${kind}><b>${speech.tell(`receive.paper.${kind}`)}</b> <span class="second">${reference}</span>
      <a href="/api/v1/cases/${known.number}/documents/${document_id}.pdf" target="_blank" rel="noopener">${speech.tell("receive.pdf")}</a></li>`,
  )}</ul>
  ${sheets.map((sheet) => html`<p class="second" role="status" data-print=${sheet.state}>${speech.tell("receive.print", { state: sheetState(speech, sheet, desk.paper) })}</p>`)}
  ${jobs.length === 0 ? html`<p class="second">${speech.tell("receive.no_printer")}</p>` : nothing}`;
}
