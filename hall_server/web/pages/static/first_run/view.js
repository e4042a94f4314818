/** The wizard as a whole: where one is, the step at hand, and the one button that leads on. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { languageSwitch } from "../screen.js";
import { firstTicketView } from "./first_ticket.js";
import { STEPS } from "./page.js";
import { checkStep, codeStep, hallStep, peopleStep } from "./steps.js";
import { zonesStep } from "./zones.js";

/** @typedef {import("./page.js").Wizard} Wizard */
/** @typedef {import("./page.js").Hands} Hands */

const BODIES = { code: codeStep, hall: hallStep, zones: zonesStep, people: peopleStep, check: checkStep, done: firstTicketView };

/** @param {Wizard} wizard @param {Hands} hands */
export function wizardView(wizard, hands) {
  const { tell } = wizard.speech;
  document.title = tell("first.title");
  const at = STEPS.indexOf(wizard.step);
  return html`<header class="bar"><h1>${tell("first.title")}</h1><span class="gap"></span>
      ${languageSwitch(wizard.speech, hands.change)}</header>
    <div class="wizard">
      <nav aria-label=${tell("first.steps")}><ol class="steps">
        ${STEPS.map((step, place) => html`<li class=${place < at ? "passed" : ""}
          aria-current=${place === at ? "step" : nothing}><span aria-hidden="true">${place < at ? "✓" : place + 1}</span>
          ${tell(`first.step.${step}`)}</li>`)}
      </ol></nav>
      <main>
        <h2>${tell(`first.head.${wizard.step}`)}</h2>
        <p class="second">${tell(`first.hint.${wizard.step}`)}</p>
        ${wizard.step === "done" ? BODIES.done(wizard, hands) : form(wizard, hands)}
      </main>
    </div>`;
}

/** @param {Wizard} wizard @param {Hands} hands */
function form(wizard, hands) {
  const { tell } = wizard.speech;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.next();
  };
  return html`<form novalidate @submit=${submit}>
    ${BODIES[wizard.step](wizard, hands)}
    ${wizard.refusal === null
      ? nothing
      : html`<div class="refusal" role="alert" data-refusal><div>${wizard.refusal}
          ${wizard.problems.length === 0 ? nothing : html`<ul>${wizard.problems.map(({ text }) => html`<li>${wizard.speech.name(text)}</li>`)}</ul>`}
        </div></div>`}
    <div class="on">
      ${wizard.step === "code" || wizard.step === "hall"
        ? nothing
        : html`<button class="plain" type="button" @click=${hands.back}>${tell("dialog.back")}</button>`}
      <button class="primary" type="submit" ?disabled=${wizard.asking}>${tell(wizard.step === "check" ? "first.make" : "first.next")}</button>
    </div>
  </form>`;
}
