/** Whose number it is: what finds it again, whether somebody acts for the person, and the receipt of what is collected. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./dialogs.js").Asking} Asking */

/** What finds the number again. @param {Guide} screen @param {Asking} asking */
export function person({ speech }, { words }) {
  const { tell } = speech;
  return html`<div class="fields">
    <label class="field"><span>${tell("guide.ask.phone")}</span>
      <input name="phone" inputmode="tel" maxlength="40" autocomplete="off" .value=${words?.phone ?? ""} /></label>
    <label class="field wide"><span>${tell("guide.ask.card")}</span>
      <input name="card" maxlength="40" autocomplete="off" spellcheck="false" .value=${words?.card ?? ""} /></label>
    <label class="check"><input type="checkbox" name="agent" value="yes" ?checked=${words?.agent === "yes"} />${tell("guide.ask.agent")}</label>
  </div>
  <p class="second">${tell("guide.ask.kept")}</p>`;
}

/** Of a certificate that is ready, when one of the errands is to collect it. @param {Guide} screen @param {Asking} asking */
export function receipt({ speech, catalogue }, { items, words }) {
  const collects = catalogue?.items.some(({ code, pick_up }) => pick_up && items.includes(code));
  if (!collects) return nothing;
  return html`<div class="fields"><label class="field wide"><span>${speech.tell("guide.ask.receipt")}</span>
    <input name="receipt" maxlength="60" pattern="[!-~]+" autocomplete="off" spellcheck="false" .value=${words?.receipt ?? ""} /></label></div>`;
}

/** A card laid on the reader while a choice has the keyboard is typed into its field. @param {KeyboardEvent} event */
export function toCard(event) {
  const { target } = event;
  if (!/^[0-9]$/.test(event.key) || !(target instanceof HTMLElement) || target.matches("input:not([type=radio], [type=checkbox]), select")) return;
  /** @type {HTMLInputElement | null} */ (target.closest("form")?.querySelector("[name=card]"))?.focus();
}
