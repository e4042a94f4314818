/** A one-time password is changed before anything else is open. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { refusalSentence } from "../refusal.js";
import { change as changeAs } from "../staff.js";

/** @typedef {import("./page.js").LogInScreen} LogInScreen */
/** @typedef {import("../messages").Session} Session */

const SHORTEST = 8;

/**
 * @param {LogInScreen} state
 * @param {(part: Partial<LogInScreen>) => void} change
 * @param {(session: Session) => void} enter
 */
export function changeView(state, change, enter) {
  const { tell } = state.speech;
  const session = /** @type {Session} */ (state.session);
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (form.get("new") !== form.get("again")) return change({ refusal: tell("login.differ") });
    change({ asking: true, refusal: null });
    try {
      enter(await changeAs(session, "POST", "/session/password", { old: form.get("old"), new: form.get("new") }));
    } catch (error) {
      change({ asking: false, refusal: refusalSentence(state.speech, error) });
    }
  };
  const secret = (/** @type {string} */ name, /** @type {string} */ value, /** @type {number} */ shortest) => html`<label class="field">
    <span>${tell(`login.${name}`)}</span><input name=${name} type="password" required minlength=${shortest} maxlength="200" value=${value}
      autocomplete=${name === "old" ? "current-password" : "new-password"} ?autofocus=${name === "new"} /></label>`;
  return html`<main class="card" data-change>
    <h1>${tell("login.change")}</h1>
    <p class="second">${tell("login.change_hint")}</p>
    <form @submit=${submit}>
      ${state.old === "" ? secret("old", "", 1) : html`<input type="hidden" name="old" value=${state.old} />`}
      ${secret("new", "", SHORTEST)} ${secret("again", "", SHORTEST)}
      ${state.refusal === null ? nothing : html`<p class="refusal" role="alert" data-refusal>${state.refusal}</p>`}
      <button class="primary" type="submit" ?disabled=${state.asking}>${tell("login.do_change")}</button>
    </form>
  </main>`;
}
