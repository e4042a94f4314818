/** The departments' parts: stages one after another, the departments of a stage side by side. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dayWords, leftWords } from "../cases/dates.js";
import { STEP_ACTS } from "./acts.js";

/** @typedef {import("./state.js").File} File */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../cases").StepView} StepView */
/** @typedef {import("../language.js").Speech} Speech */

/** @param {File} screen @param {Hands} hands @param {import("../cases").CaseView} view */
export function stepsView(screen, hands, { steps }) {
  const { tell } = screen.speech;
  const stages = [...new Set(steps.map(({ stage }) => stage))].sort((one, other) => one - other);
  return html`<section class="steps" aria-label=${tell("cases.steps")}>
    ${stages.map((stage) => html`<div class="stage" data-stage=${stage}>
      ${stages.length > 1 ? html`<p class="stage-name">${tell("cases.stage", { stage })}</p>` : nothing}
      <div class="side-by-side">${steps.filter((step) => step.stage === stage).map((step) => stepView(screen, hands, step, steps.length === 1))}</div>
    </div>`)}
  </section>`;
}

/** @param {File} screen @param {Hands} hands @param {StepView} step @param {boolean} alone */
function stepView({ speech, doing }, hands, step, alone) {
  const { tell, name } = speech;
  const open = step.state === "OPEN";
  const due = step.promised_due ?? step.statutory_due;
  const late = open && (step.days_left ?? 0) < 0;
  return html`<article class="step" data-step=${step.position} data-state=${step.state}>
    <h3 class="words">${name(step.department)} ${alone || !step.lead ? nothing : html`<span class="chip">${tell("cases.lead")}</span>`}</h3>
    <p class="second words">${name(step.item)}</p>
    <p><span class="state" data-state=${step.state}>${tell(`cases.step.${step.state}`)}</span>
      ${step.result === "" ? nothing : html`<b data-result=${step.result}>${tell(`cases.result.${step.result}`)}</b>`}</p>
    <dl>
      ${line(tell("cases.began"), dayWords(speech, step.began_on))}
      ${due === null || step.decided_on !== null ? nothing : line(tell(step.promised_due === null ? "cases.by_law" : "cases.promised"), html`${dayWords(speech, due)}
        ${open ? html`<b class="due" data-level=${late ? "late" : "calm"}>${leftWords(speech, step.days_left, late)}</b>` : nothing}`)}
      ${step.state === "PLANNED" && step.expected_on !== null ? line(tell("cases.expected"), dayWords(speech, step.expected_on)) : nothing}
      ${line(tell("cases.decided"), dayWords(speech, step.decided_on))}
      ${step.forwarded_on === null ? nothing : line(tell("cases.forwarded"), `${dayWords(speech, step.forwarded_on)} ${step.higher_body} ${step.higher_reference}`)}
      ${line(tell("cases.higher_due"), dayWords(speech, step.higher_due))}
      ${line(tell("cases.handled_by"), step.handled_by.split(":").pop() ?? "")}
    </dl>
    ${step.reason === "" ? nothing : html`<p class="words reason">${step.reason}</p>`}
    ${step.suspensions.map((each) => html`<p class="pause">${tell("cases.suspension", { ground: tell(`cases.ground.${each.ground}`), from: dayWords(speech, each.began_on) })}
      ${each.ended_on === null ? tell("cases.suspension_open", { days: each.expected_days }) : tell("cases.suspension_over", { until: dayWords(speech, each.ended_on) })}</p>`)}
    ${step.extensions.map((each) => html`<p class="pause">${tell("cases.extension", { days: each.days, by: each.approved_by.split(":").pop() ?? "" })} <span class="words">${each.reason}</span></p>`)}
    ${step.may.length === 0 ? nothing : html`<p class="step-acts">${step.may.map((act) => html`<button class="plain small" type="button" data-act=${STEP_ACTS[act]}
      ?disabled=${doing} @click=${() => hands.ask(STEP_ACTS[act], step.position)}>${tell(`cases.do.${STEP_ACTS[act]}`)}</button>`)}</p>`}
  </article>`;
}

/** @param {string} label @param {unknown} value */
function line(label, value) {
  return value === "" ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
