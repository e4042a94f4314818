/** The dialog of an act: what it asks, and a warning where nothing leads back. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../dialog.js";
import { helpDialog } from "../help.js";
import { ACTS, fieldsOf } from "./acts.js";
import { fieldView } from "./fields.js";

/** @typedef {import("./state.js").File} File */
/** @typedef {import("./state.js").Hands} Hands */

/** @param {File} screen @param {Hands} hands @param {import("../cases").CaseView} view */
export function askingView(screen, hands, view) {
  const { speech, asking, shown } = screen;
  const { tell, name } = speech;
  if (shown !== null) return shownView(screen, hands, shown);
  if (asking === null) return nothing;
  const leave = () => hands.change({ asking: null, refusal: null });
  if (asking.act === "help") return helpDialog(speech, "case", [], leave);
  const step = view.steps.find(({ position }) => position === asking.step);
  const title = tell(`cases.do.${asking.act}`);
  const send = (/** @type {Event} */ event) => (event.preventDefault(), hands.act());
  const body = html`<form @submit=${send}>
    <p class="second">${step && view.steps.length > 1 ? `${name(step.department)} · ${name(step.item)}` : `${view.number} ${name(view.title)}`}</p>
    ${ACTS[asking.act].final ? html`<p class="warning">${tell("cases.final")}</p>` : nothing}
    ${fieldsOf(view, asking.act, asking.step).map((field) => fieldView(speech, view, field, asking.said, hands.say))}
    <div class="dialog-acts"><button class="primary" data-act="send" ?disabled=${screen.doing}>${title}</button>
      <button class="plain" type="button" @click=${leave}>${tell("dialog.back")}</button></div>
  </form>`;
  return dialog(`${asking.act}-${asking.step ?? ""}`, title, body, screen.refusal, leave);
}

/** @param {File} screen @param {Hands} hands @param {import("../cases").IdentityShown} shown */
function shownView({ speech: { tell } }, hands, { kind, number }) {
  const leave = () => hands.change({ shown: null });
  return dialog("shown", tell("cases.identity"), html`<p>${tell(`cases.document.${kind}`)} <b class="identity">${number}</b></p>
    <p class="second">${tell("cases.identity_hint")}</p>
    <form method="dialog" class="dialog-acts"><button class="primary" autofocus>${tell("dialog.understood")}</button></form>`, null, leave);
}
