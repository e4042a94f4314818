/** What a clerk has entered of an application so far; kept in this tab until it is received, so that nothing typed is lost. */

/** @typedef {import("../../cases").MaterialState} MaterialState */
/** @typedef {import("../../cases").CaseView} CaseView */
/** @typedef {{state: MaterialState, problem: string, promised_until: string | null, corrected: string}} Word said of a material */
/** @typedef {{item?: string, theme?: string}} Subject */

/**
 * @typedef {object} Draft
 * @property {string} about whose it is: a ticket's, a case's, or of somebody without a number
 * @property {number | null} ticket
 * @property {string} number of the ticket
 * @property {Subject | null} subject
 * @property {Subject[]} subjects what the ticket is here for; the first is taken unless another is picked
 * @property {Record<string, Word>} words by the name of the material, so that a changed catalogue mixes nothing up
 * @property {import("./pre_check.js").PreCheck | null} pre_check made online, that becomes this case
 * @property {Record<string, string>} applicant `kind`, `name`, `phone`, `contact`, `agent`
 * @property {Record<string, string>} document `kind` and `number`
 * @property {"window" | "mail"} delivery
 * @property {string} address
 * @property {string} channel kind and reason of a green channel as `vulnerable:elder`, or empty
 * @property {Record<string, string>} said words of the answers: reason, ground, competent body, where to resubmit
 * @property {Record<string, string>} keys of requests already sent, so that the same one again is one act
 * @property {string | null} unsure the answer that was sent and never heard of
 */

const KEPT_AS = "hall.draft.";

/** @type {Word} */
export const NOTHING_SAID = { state: "UNDECIDED", problem: "", promised_until: null, corrected: "" };

/** @param {string} about @param {Partial<Draft>} part @returns {Draft} the one kept of it, or a fresh one */
export function draftOf(about, part) {
  const fresh = {
    about,
    ticket: null,
    number: "",
    subject: part.subjects?.[0] ?? null,
    subjects: [],
    words: {},
    pre_check: null,
    applicant: { kind: "person", name: "", phone: "", contact: "", agent: "" },
    document: { kind: "id_card", number: "" },
    delivery: /** @type {"window"} */ ("window"),
    address: "",
    channel: "",
    said: { ground: "not_needed", result: "approved", handed: "now" },
    keys: {},
    unsure: null,
  };
  const kept = sessionStorage.getItem(KEPT_AS + about);
  return { ...fresh, ...(kept === null ? {} : JSON.parse(kept)), ...part };
}

/** @param {Draft} draft */
export function keep(draft) {
  sessionStorage.setItem(KEPT_AS + draft.about, JSON.stringify(draft));
}

/** @param {string} about */
export function forget(about) {
  sessionStorage.removeItem(KEPT_AS + about);
}

/** What was typed of people does not outlive the clerk's seat. */
export function forgetAll() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(KEPT_AS)) sessionStorage.removeItem(name);
}
