/** What is asked before the acts on a known case: a department's word, the end, the collection, the withdrawal. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { askForm, box, radios } from "./asks.js";
import { valueOf } from "./person.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("../page.js").Console} Console */

const DOCUMENTS = ["id_card", "passport", "permit", "business_licence", "other"];

/** @param {Console} screen @param {ReceiveHands} hands */
export function closeForm(screen, hands) {
  return decision(screen, hands, "/cases/{case}/decide", screen.speech.tell("receive.ask.close"), "receive.do.decide");
}

/** @param {Console} screen @param {ReceiveHands} hands a department's word on its part of a joint case */
export function stepForm(screen, hands) {
  const { at, known } = /** @type {Receiving} */ (screen.receiving);
  const department = screen.speech.name(known?.steps.find(({ position }) => position === at)?.department);
  return decision(screen, hands, `/cases/{case}/steps/${at}/decide`, screen.speech.tell("receive.ask.step", { department }), "receive.do.step");
}

/** @param {Console} screen @param {ReceiveHands} hands @param {string} path @param {string} title @param {string} does */
function decision(screen, hands, path, title, does) {
  const { said } = /** @type {Receiving} */ (screen.receiving).draft;
  const denied = said.result === "denied";
  const send = () => hands.act({ path, body: { result: said.result, reason: denied ? (said.deny_reason ?? "") : "" } });
  return askForm(screen, hands, title, send, does, html`
    ${radios(screen, hands, "result", ["approved", "denied"], true)}
    ${denied ? box(screen, hands, "deny_reason", 1000, true) : nothing}`);
}

/** @param {Console} screen @param {ReceiveHands} hands whoever takes the result shows a document; an agent is named */
export function collectForm(screen, hands) {
  const { draft, known, field, refusal } = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const { document, said } = draft;
  const mail = known?.delivery === "mail";
  const identity = document.number.trim() === "" ? null : document;
  const body = mail
    ? { way: "mail", carrier: said.carrier ?? "", tracking: said.tracking ?? "" }
    : { way: "window", identity, agent: said.agent ?? "", ticket: screen.desk?.current?.ticket_id ?? null };
  return askForm(screen, hands, tell(mail ? "receive.ask.mail" : "receive.ask.collect"), () => hands.act({ path: "/cases/{case}/deliver", body }), "receive.do.deliver", mail
    ? html`<p>${known?.address}</p>${box(screen, hands, "carrier", 100)} ${box(screen, hands, "tracking", 60)}`
    : html`<label class="field"><span>${tell("receive.person.document")}</span>
        <select name="document" @change=${(/** @type {Event} */ event) => hands.say({ document: { ...document, kind: valueOf(event) } })}>
          ${DOCUMENTS.map((kind) => html`<option value=${kind} ?selected=${kind === document.kind}>${tell(`receive.document.${kind}`)}</option>`)}</select></label>
      <label class="field"><span>${tell("receive.person.number")}</span>
        <input name="number" maxlength="40" autocomplete="off" autofocus .value=${document.number} aria-invalid=${field === "number" ? "true" : nothing}
          @input=${(/** @type {Event} */ event) => hands.say({ document: { ...document, number: valueOf(event) } })} /></label>
      ${field === "number" ? html`<p class="refusal" role="alert" data-refusal>${refusal}</p>` : nothing}
      ${box(screen, hands, "agent", 100)}
      <p class="second">${tell("receive.ask.collect_hint")}</p>`);
}

/** @param {Console} screen @param {ReceiveHands} hands */
export function withdrawForm(screen, hands) {
  const { said } = /** @type {Receiving} */ (screen.receiving).draft;
  return askForm(screen, hands, screen.speech.tell("receive.ask.withdraw"), () => hands.act({ path: "/cases/{case}/withdraw", body: { reason: said.withdraw_reason ?? "" } }), "receive.do.withdraw",
    box(screen, hands, "withdraw_reason", 300));
}
