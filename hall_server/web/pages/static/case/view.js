/** The page of one case as a whole: head, way, steps, check list, papers, story, and its acts. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { helpButton } from "../help.js";
import { languageSwitch } from "../screen.js";
import { placesNav } from "../places.js";
import { logOut } from "../staff.js";
import { askingView } from "./dialogs.js";
import { headView, wayView } from "./head.js";
import { eventsOf, materialsView, papersView, storyOf } from "./parts.js";
import { actsOf, usual } from "./state.js";
import { stepsView } from "./steps.js";

/** @typedef {import("./state.js").File} File */
/** @typedef {import("./state.js").Hands} Hands */

/** Acts that end a case against its applicant's wish, or by it: never beside the usual one. */
const DANGEROUS = ["refuse", "withdraw"];

/** @param {File} screen @param {Hands} hands */
export function caseView(screen, hands) {
  const { speech, view } = screen;
  const { tell, name } = speech;
  document.title = view === null ? screen.number : `${screen.number} ${name(view.title)}`;
  return html`<header class="bar">
      <a class="back" href="/cases">← ${tell("cases.title")}</a>
      <h1 class="clip">${screen.number}</h1>
      <span class="gap"></span>
      ${placesNav(speech, screen.session, "case")} ${languageSwitch(speech, hands.change)}
      ${helpButton(speech, () => hands.ask("help"))}
      <button class="quiet" type="button" @click=${() => logOut(screen.session)}>${tell("login.out")}</button>
    </header>
    <main>${said(screen, hands)}
      ${view === null ? html`<p class="waiting" role="status">${screen.refusal === null ? tell("cases.loading") : ""}</p>` : html`
        ${headView(screen, hands, view)} ${wayView(speech, view)} ${stepsView(screen, hands, view)}
        <div class="columns">
          <div>${materialsView(speech, view)} ${papersView(screen, hands, view)}</div>
          <div>${eventsOf(screen, view)} ${storyOf(screen)}</div>
        </div>`}
    </main>
    ${view === null ? nothing : footer(screen, hands, view)}
    ${view === null ? nothing : askingView(screen, hands, view)}`;
}

/** What the last act brought, or why it was not done. @param {File} screen @param {Hands} hands */
function said({ speech: { tell }, refusal, notice, asking }, hands) {
  if (asking !== null || (refusal === null && notice === null)) return nothing;
  if (refusal === null) return html`<p class="notice" role="status" data-notice>${notice}</p>`;
  return html`<p class="refusal" role="alert" data-refusal><span>${refusal}</span>
    <button class="quiet" type="button" data-act="again" @click=${hands.again}>${tell("cases.again")}</button></p>`;
}

/** @param {File} screen @param {Hands} hands @param {import("../cases").CaseView} view */
function footer({ speech: { tell, name }, doing }, hands, view) {
  const next = usual(view);
  const others = actsOf(view).filter((act) => next === null || next.step !== null || act !== next.act);
  if (next === null && others.length === 0) return nothing;
  const whose = (/** @type {number | null} */ step) =>
    (step === null || view.parts === 1 ? nothing : html` <small>${name(view.steps[step].department)}</small>`);
  const button = (/** @type {string} */ act, /** @type {string} */ look, /** @type {number | null} */ step = null) =>
    html`<button class=${look} type="button" data-act=${act} ?disabled=${doing} @click=${() => hands.ask(act, step)}>${tell(`cases.do.${act}`)}${whose(step)}</button>`;
  return html`<footer class="acts">
    ${next === null ? nothing : button(next.act, "primary main", next.step)}
    ${others.filter((act) => !DANGEROUS.includes(act)).map((act) => button(act, "plain"))}
    <span class="gap"></span>
    ${others.filter((act) => DANGEROUS.includes(act)).map((act) => button(act, "plain danger"))}
  </footer>`;
}
