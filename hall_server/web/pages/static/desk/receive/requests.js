/** An answer as the requests that bring it about, one after the other. Pure. */
import { channelOf } from "./channel.js";
import { lacking, materialsOf } from "./check.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {{path: string, body: Record<string, unknown>}} Request `{case}` in a path is the number the first one gets */

const ROUTES = /** @type {Record<string, string>} */ ({
  decide: "decide-on-spot",
  accept: "accept",
  notice: "notice",
  refuse: "refuse",
});

/**
 * @param {Receiving} receiving
 * @param {string} answer
 * @param {string} window
 * @returns {Request[]}
 */
export function requestsOf(receiving, answer, window) {
  const { known } = receiving;
  const corrected = corrections(receiving);
  const then = answer in ROUTES ? { act: answer, ...wordsOf(receiving, answer) } : null;
  const apart = then && { path: `/cases/{case}/${ROUTES[answer]}`, body: then };
  if (known === null) {
    const body = receiveBody(receiving, window);
    if (corrected.length === 0) return [{ path: "/cases", body: { ...body, then } }];
    return [{ path: "/cases", body }, ...corrected, ...(apart ? [apart] : [])];
  }
  const materials = newWords(receiving);
  if (known.state === "SUPPLEMENT") {
    const supplement = { path: "/cases/{case}/supplement", body: { materials, then: corrected.length ? null : then } };
    return corrected.length ? [supplement, ...corrected, ...(apart ? [apart] : [])] : [supplement];
  }
  const check = materials.length ? [{ path: "/cases/{case}/check", body: { materials } }] : [];
  return [...check, ...corrected, ...(apart ? [apart] : [])];
}

/** @param {Receiving} receiving @param {string} window */
function receiveBody(receiving, window) {
  const { draft } = receiving;
  const { number, kind } = draft.document;
  return {
    ...draft.subject,
    ticket: draft.ticket,
    window,
    applicant: { ...draft.applicant, identity: number.trim() === "" ? null : { kind, number } },
    pre_check: draft.pre_check?.code ?? null,
    materials: newWords(receiving),
    delivery: draft.delivery,
    address: draft.delivery === "mail" ? draft.address : "",
    channel: channelOf(draft),
  };
}

/** @param {Receiving} receiving what the clerk said, as the server takes it */
function newWords(receiving) {
  const { draft } = receiving;
  return materialsOf(receiving).flatMap(({ name, position, certificate_number }) => {
    const word = draft.words[name];
    const held = word?.state === "HELD" ? certificate_number : "";
    if (word) return [{ position, state: word.state, problem: word.problem, promised_until: word.promised_until, certificate_number: held }];
    // What the library holds was said by the check list itself, and is received with it.
    const known = receiving.list?.materials[position];
    return receiving.known === null && known?.state === "HELD" ? [{ position, state: "HELD", certificate_number }] : [];
  });
}

/** @param {Receiving} receiving @returns {Request[]} */
function corrections(receiving) {
  return materialsOf(receiving).flatMap(({ name }) => {
    const what = receiving.draft.words[name]?.corrected;
    return what ? [{ path: "/cases/{case}/correct", body: { what: `${name}: ${what}` } }] : [];
  });
}

/** @param {Receiving} receiving @param {string} answer @returns {Record<string, unknown>} */
function wordsOf({ draft: { said } }, answer) {
  if (answer === "notice") return { reason: said.notice_reason ?? "", resubmit: said.resubmit ?? "" };
  if (answer === "decide") return { result: said.result, reason: said.result === "denied" ? (said.deny_reason ?? "") : "", handed_over: said.handed === "now" };
  if (answer !== "refuse") return {};
  const body = said.ground === "not_competent" ? { body: said.body, body_address: said.body_address ?? "", body_phone: said.body_phone ?? "" } : {};
  return { ground: said.ground, reason: said.refuse_reason, ...body };
}

/** @param {Receiving} receiving @returns {boolean} whether this would be another notice on the same case, which needs a reason */
export function isSecondNotice(receiving) {
  return (receiving.known?.notices ?? 0) > 0 && lacking(receiving).length > 0;
}
