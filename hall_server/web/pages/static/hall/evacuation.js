/** Everybody out: the two-step question, and the state of the page while an evacuation is in force. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** Digits, so that no input method stands between a fright and the act; China's number of the fire brigade. */
export const CONFIRMATION = "119";

/** @param {Hall} screen @returns {boolean} whether this person may begin and end one */
export function mayEvacuate({ session }) {
  return session.roles.includes("supervisor") || session.roles.includes("admin");
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
export function evacuationBand(screen, hands, hall) {
  const { evacuation } = hall;
  if (evacuation === null) return nothing;
  const { tell, name } = screen.speech;
  return html`<section class="evacuation" role="alert" data-evacuation>
    <p class="evacuation-title">${tell("floor.evacuating")}</p>
    <p class="evacuation-words">${name(evacuation.text)}<br />
      <small>${tell("floor.evacuated_by", { badge: evacuation.begun_by, time: hallTime(hall, evacuation.since) })}</small></p>
    ${ending(screen, hands, evacuation)}
  </section>`;
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").EvacuationView} evacuation */
function ending(screen, hands, { begun_by }) {
  const { tell } = screen.speech;
  if (!mayEvacuate(screen) || begun_by === screen.session.badge) {
    return html`<p class="evacuation-second">${tell("floor.second_person")}</p>`;
  }
  return html`<button class="primary" type="button" data-act="end-evacuation" ?disabled=${screen.doing || !screen.line.up}
    @click=${() => hands.ask({ kind: "end_evacuation" })}>${tell("floor.do.end_evacuation")}</button>`;
}

/** The question's body: the words first, then three digits that nobody types by accident. @param {Hall} screen @param {Hands} hands @param {string} typed */
export function evacuationForm({ speech, doing }, hands, typed) {
  const { tell } = speech;
  const sure = typed.trim() === CONFIRMATION;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (sure) hands.act("POST", "/evacuation", { text: form.get("text"), text_en: form.get("text_en") });
  };
  const onType = (/** @type {Event} */ event) =>
    hands.change({ asking: { kind: "evacuate", typed: /** @type {HTMLInputElement} */ (event.target).value } });
  return html`<form @submit=${send}>
    <p class="warning">${tell("floor.evacuate_hint")}</p>
    <label class="field"><span>${tell("hall.ask.text")}</span>
      <input name="text" required maxlength="200" autocomplete="off" value=${tell("floor.evacuate_zh")} /></label>
    <label class="field"><span>${tell("floor.text_en")}</span>
      <input name="text_en" maxlength="200" autocomplete="off" value=${tell("floor.evacuate_en")} /></label>
    <label class="field"><span>${tell("floor.evacuate_confirm", { digits: CONFIRMATION })}</span>
      <input class="confirmation" name="confirmation" inputmode="numeric" autocomplete="off" maxlength="3" .value=${typed} @input=${onType} autofocus /></label>
    <div class="dialog-acts"><button class="primary alarm" type="submit" ?disabled=${!sure || doing}>${tell("floor.do.evacuate_now")}</button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>${tell("dialog.back")}</button></div>
  </form>`;
}

/** The question whether the hall goes on. @param {Hall} screen @param {Hands} hands */
export function endForm({ speech, doing }, hands) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.act("DELETE", "/evacuation");
  };
  return html`<form @submit=${send}><p>${tell("floor.end_hint")}</p>
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${doing}>${tell("floor.do.end_evacuation")}</button>
      <button class="plain" type="button" autofocus @click=${() => hands.change({ asking: null })}>${tell("dialog.back")}</button></div>
  </form>`;
}
