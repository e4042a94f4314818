/** What was checked online before coming: found by the number or the document, it fills in who applies and becomes the case. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { change as changeAs } from "../../staff.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {{code: string, complete: boolean, lacking: string[]}} PreCheck what is kept of it */

/**
 * @param {import("../../messages").Session} session
 * @param {Draft} draft
 * @param {{ticket: number} | {identity: {kind: string, number: string}}} whose
 * @returns {Promise<Partial<Draft> | null>} what it adds to the draft; null when there is none for its subject
 */
export async function preCheckOf(session, draft, whose) {
  /** @type {import("../../cases").PreChecksFound} */
  const { pre_checks } = await changeAs(session, "POST", "/pre-checks/find", whose);
  const fits = (/** @type {import("./draft.js").Subject | null} */ subject) =>
    pre_checks.find(({ item, theme }) => (subject?.item ?? null) === item && (subject?.theme ?? null) === theme);
  const subject = [draft.subject, ...draft.subjects].find(fits);
  const found = subject && fits(subject);
  if (!found) return null;
  const { code, complete, lacking, materials, applicant_kind, applicant, contact, phone, agent } = found;
  const named = lacking.map((position) => materials[position].name);
  const person = { kind: applicant_kind, name: applicant, contact, phone, agent };
  return { subject, pre_check: { code, complete, lacking: named }, ...(draft.applicant.name === "" ? { applicant: person } : {}) };
}

/** @param {import("../page.js").Console} screen @param {import("./hands.js").ReceiveHands} hands */
export function preCheckNote({ speech, receiving }, hands) {
  const { pre_check } = /** @type {Receiving} */ (receiving).draft;
  if (pre_check === null) return nothing;
  const { tell } = speech;
  return html`<div class="pre-check" data-pre-check=${pre_check.code}>
    <p><b>${tell("receive.pre_check", { code: pre_check.code })}</b></p>
    <p>${pre_check.complete ? tell("receive.pre_check_complete") : tell("receive.pre_check_lacking", { names: pre_check.lacking.join(tell("list.comma")) })}</p>
    <button class="plain small" type="button" data-act="no-pre-check" @click=${() => hands.say({ pre_check: null })}>${tell("receive.pre_check_drop")}</button>
  </div>`;
}
