/** A case that is carried on: who, since when, by when, its steps and papers; and what may be done to it now. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { CASE_ACTS } from "./case_acts.js";
import { dayWords } from "./days.js";
import { dates } from "./result.js";

/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("../../cases").CaseView} CaseView */
/** @typedef {import("../../cases").StepView} StepView */

const FINAL = ["REFUSED", "DELIVERED", "WITHDRAWN"];

/** @param {import("../page.js").Console} screen @param {ReceiveHands} hands @param {CaseView} known @param {import("../../messages").DeskState} desk */
export function caseFacts(screen, hands, known, desk) {
  const { tell } = screen.speech;
  const still = !screen.line.up || screen.receiving?.doing;
  const here = desk.current?.ticket_id;
  return html`<div class="case-facts" data-state=${known.state}>
    <p class="case-who"><b><bdi>${known.applicant}</bdi></b>${known.agent ? html` <span class="chip">${tell("receive.by_agent", { name: known.agent })}</span>` : nothing}</p>
    ${known.document_tail ? html`<p class="second">${tell(`receive.document.${known.document_kind}`)} ${tell("receive.tail", { tail: known.document_tail })}</p>` : nothing}
    <dl class="done-dates">${dates(screen.speech, known)}</dl>
    ${known.state === "DECIDED" && known.delivery === "mail" ? html`<p class="second">${tell("receive.to_mail", { address: known.address })}</p>` : nothing}
    ${known.state === "DECIDED" ? html`<p class="case-ready" data-ready=${known.ready ? "yes" : "no"}>${tell(known.ready ? "receive.ready" : "receive.not_ready")}</p>` : nothing}
    ${known.steps.length > 1 || known.state === "ACCEPTED" ? html`<ol class="case-steps">${known.steps.map((step) => stepRow(screen, hands, step))}</ol>` : nothing}
    <div class="case-acts">
      ${CASE_ACTS.filter(([may]) => known.may.includes(may)).map(([may, step, key]) => html`<button class="plain" type="button" data-act=${may} ?disabled=${still}
        @click=${() => hands.turn({ step })}>${tell(`receive.do.${may}`)} <kbd>${key}</kbd></button>`)}
      ${known.may.includes("ready") ? html`<button class="plain" type="button" data-act="ready" ?disabled=${still}
        @click=${() => hands.act({ path: "/cases/{case}/ready", body: {} })}>${tell("receive.do.ready")}</button>` : nothing}
      ${here && desk.case?.number !== known.number && !FINAL.includes(known.state)
        ? html`<button class="plain" type="button" data-act="join" ?disabled=${still}
            @click=${() => hands.act({ path: "/cases/{case}/join", body: { ticket: here } })}>${tell("receive.do.join", { number: desk.current?.number ?? "" })}</button>`
        : nothing}
      ${desk.current !== null && (desk.current.agent || FINAL.includes(known.state))
        ? html`<button class="plain" type="button" data-act="another" ?disabled=${still} @click=${() => hands.open(desk.current)}>${tell("receive.do.another")}</button>`
        : nothing}
    </div>
    <p><a href="/cases/${known.number}" target="_blank" rel="noopener">${tell("receive.page")}</a></p>
    <ul class="done-papers">${known.documents.map(
      ({ document_id, kind, reference }) => html`<li><b>${tell(`receive.paper.${kind}`)}</b> <span class="second">${reference}</span>
        <a href="/api/v1/cases/${known.number}/documents/${document_id}.pdf" target="_blank" rel="noopener">${tell("receive.pdf")}</a></li>`,
    )}</ul>
  </div>`;
}

/** @param {import("../page.js").Console} screen @param {ReceiveHands} hands @param {StepView} step */
function stepRow(screen, hands, step) {
  const { tell, name } = screen.speech;
  const due = step.promised_due ?? step.statutory_due;
  const still = !screen.line.up || screen.receiving?.doing;
  return html`<li data-step-at=${step.position} data-step-state=${step.state}>
    <b>${name(step.department)}</b> <span class="chip">${tell(`receive.step.${step.state}`)}</span>
    <small>${name(step.item)}${step.state === "OPEN" && due ? ` · ${tell("receive.by", { date: dayWords(screen.speech, due) })}` : nothing}${step.result ? ` · ${tell(`receive.result.${step.result}`)}` : nothing}</small>
    ${step.may.includes("decide") ? html`<button class="plain small" type="button" data-act="decide-step" ?disabled=${still}
      @click=${() => hands.turn({ step: "step", at: step.position })}>${tell("receive.do.step")} <span class="unseen">${name(step.department)}</span></button>` : nothing}
  </li>`;
}
