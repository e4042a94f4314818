/** Who applies: typed, or read from a document by a reader that types. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { channelView } from "./channel.js";
import { toList } from "./keys.js";
import { preCheckNote } from "./pre_check.js";

/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("./hands.js").Receiving} Receiving */

const DOCUMENTS = ["id_card", "passport", "permit", "business_licence", "other"];
const NOT_OF_A_PHONE = /[^0-9+ ()-]/g;

/** @param {import("../page.js").Console} screen @param {ReceiveHands} hands */
export function personView(screen, hands) {
  const { speech, receiving: open } = screen;
  const { tell } = speech;
  const receiving = /** @type {Receiving} */ (open);
  const { draft, list } = receiving;
  const { applicant, document } = draft;
  const company = applicant.kind === "company";
  const say = (/** @type {string} */ field) => (/** @type {Event} */ event) =>
    hands.say({ applicant: { ...applicant, [field]: cleaned(field, valueOf(event)) } });
  const box = (/** @type {string} */ field, /** @type {number} */ most, first = false) => html`<label class="field"><span>${tell(company && field === "name" ? "receive.person.company" : `receive.person.${field}`)}</span>
    <input name=${field} maxlength=${most} autocomplete="off" .value=${applicant[field]} ?autofocus=${first} @input=${say(field)} /></label>`;
  return html`<div @keydown=${nextField}>
    ${subjectLine()} ${preCheckNote(screen, hands)}
    <fieldset class="options kinds"><legend class="unseen">${tell("receive.person.kind")}</legend>
      ${["person", "company"].map((kind) => html`<label><input type="radio" name="kind" value=${kind} .checked=${applicant.kind === kind}
        @change=${() => hands.say({ applicant: { ...applicant, kind }, document: { ...document, kind: kind === "company" ? "business_licence" : "id_card" } })} />
        ${tell(`receive.kind.${kind}`)}</label>`)}
    </fieldset>
    ${box("name", 100, applicant.name === "")}
    ${company ? box("contact", 100) : nothing}
    ${box("phone", 40)}
    <label class="field"><span>${tell("receive.person.document")}</span>
      <select name="document" .value=${document.kind} @change=${(/** @type {Event} */ event) => hands.say({ document: { ...document, kind: valueOf(event) } })}>
        ${DOCUMENTS.map((kind) => html`<option value=${kind} ?selected=${kind === document.kind}>${tell(`receive.document.${kind}`)}</option>`)}
      </select></label>
    <label class="field"><span>${tell("receive.person.number")}</span>
      <input name="number" maxlength="40" autocomplete="off" .value=${document.number} aria-invalid=${receiving.field === "number" ? "true" : nothing}
        @input=${(/** @type {Event} */ event) => hands.say({ document: { ...document, number: valueOf(event) } })}
        @change=${() => hands.askList()} /></label>
    ${wrong("number")}
    ${company ? nothing : box("agent", 100)}
    ${list && list.delivery.length > 1 ? delivery() : nothing}
    ${channelView(speech, receiving, hands)}
  </div>`;

  function subjectLine() {
    const others = draft.subjects.length > 1;
    return html`<p class="subject-line">
      ${others
        ? draft.subjects.map((subject) => html`<button class="plain small" type="button" data-subject=${subject.theme ? "theme" : "item"}
            aria-pressed=${JSON.stringify(subject) === JSON.stringify(draft.subject) ? "true" : "false"}
            @click=${() => hands.pick(subject)}>${tell(subject.theme ? "receive.subject.theme" : "receive.subject.item")}</button>`)
        : nothing}
      <button class="plain small" type="button" data-act="subject" @click=${() => { hands.turn({ step: "subject" }); hands.loadCatalogue(); }}>${tell("receive.subject.other")}</button>
    </p>`;
  }

  function delivery() {
    return html`<fieldset class="options"><legend>${tell("receive.delivery")}</legend>
        ${list?.delivery.map((way) => html`<label><input type="radio" name="delivery" value=${way} .checked=${draft.delivery === way}
          @change=${() => hands.say({ delivery: way })} /> ${tell(`receive.way.${way}`)}</label>`)}
      </fieldset>
      ${draft.delivery === "mail"
        ? html`<label class="field"><span>${tell("receive.address")}</span><input name="address" maxlength="300" autocomplete="off" .value=${draft.address}
            @input=${(/** @type {Event} */ event) => hands.say({ address: valueOf(event) })} /></label>${wrong("address")}`
        : nothing}`;
  }

  /** @param {string} field */
  function wrong(field) {
    return receiving.field === field ? html`<p class="refusal" role="alert" data-refusal>${receiving.refusal}</p>` : nothing;
  }
}

/** @param {string} field @param {string} value */
function cleaned(field, value) {
  return field === "phone" ? value.replace(NOT_OF_A_PHONE, "") : value;
}

/** @param {Event} event */
export function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}

/** @param {KeyboardEvent} event Enter goes to the next field, and from the last one to the check list */
function nextField(event) {
  const { target } = event;
  if (event.key !== "Enter" || event.isComposing || !(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  event.stopPropagation();
  const side = /** @type {HTMLElement} */ (event.currentTarget);
  const fields = [...side.querySelectorAll("input:not([type=radio])")];
  const next = fields[fields.indexOf(target) + 1];
  if (next instanceof HTMLElement && target.name !== "number") next.focus();
  else toList();
}
