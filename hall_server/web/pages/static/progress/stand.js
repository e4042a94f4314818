/** Where a case stands, in one sentence, with the date that matters and what to do now. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { day } from "./days.js";

/** @typedef {import("../cases").CaseProgress} Case */
/** @typedef {import("../language.js").Speech} Speech */

/** @param {Speech} speech @param {Case} progress */
export function stand(speech, progress) {
  return STANDS[progress.state](speech, progress);
}

/** @type {Record<import("../cases").CaseState, (speech: Speech, progress: Case) => unknown>} */
const STANDS = {
  RECEIVED: (speech, progress) =>
    html`${lead(speech, "received")}${until(speech, "answer_by", progress.answer_due, progress)}${hint(speech, "received_hint")}`,
  SUPPLEMENT: ({ tell }, { lacking }) =>
    html`<p class="lead">${tell("progress.lacking", { count: lacking.length })}</p><p class="once">${tell("progress.once")}</p>`,
  ACCEPTED: accepted,
  REFUSED: (speech) => html`${lead(speech, "refused")}${next(speech, ["refused_read", "refused_again", "remedies"])}`,
  DECIDED: (speech, progress) => {
    if (progress.result === "denied") return denied(speech, progress);
    return progress.ready ? ready(speech, progress) : html`${lead(speech, "approved")}${hint(speech, `approved_hint_${progress.delivery}`)}${look(speech, progress)}`;
  },
  DELIVERED: (speech, progress) => {
    if (progress.result === "denied") return denied(speech, progress);
    if (progress.delivery === "window") return html`${lead(speech, "delivered")}${hint(speech, "delivered_hint")}`;
    return html`${lead(speech, "mailed")}<p class="due"><bdi>${progress.carrier}</bdi> <bdi data-tracking>${progress.tracking}</bdi></p>
      ${hint(speech, "mailed_hint")}`;
  },
  WITHDRAWN: (speech) => html`${lead(speech, "withdrawn")}${hint(speech, "withdrawn_hint")}`,
};

/** @param {Speech} speech @param {string} key */
function lead({ tell }, key) {
  return html`<p class="lead">${tell(`progress.${key}`)}</p>`;
}

/** @param {Speech} speech @param {string} key */
function hint({ tell }, key) {
  return html`<p>${tell(`progress.${key}`)}</p>`;
}

/** How news reaches the applicant. @param {Speech} speech @param {Case} progress */
function look(speech, { messages }) {
  return hint(speech, messages ? "news_sent" : "news_here");
}

/** @param {Speech} speech @param {string} key @param {string} on @param {Case} progress */
function until({ tell, language }, key, on, { provisional }) {
  return html`<p class="due"><span>${tell(`progress.${key}`)}</span> <strong data-due=${on}>${day(language, on)}</strong></p>
    ${provisional ? html`<p class="second">${tell("progress.provisional")}</p>` : nothing}`;
}

/** @param {Speech} speech @param {string[]} keys */
function next({ tell }, keys) {
  return html`<ul class="next">${keys.map((key) => html`<li>${tell(`progress.${key}`)}</li>`)}</ul>`;
}

/** @param {Speech} speech @param {Case} progress */
function accepted(speech, progress) {
  const { tell } = speech;
  const standing = progress.steps.filter((step) => step.state === "SUSPENDED");
  const above = progress.steps.find((step) => step.state === "FORWARDED");
  const all = standing.length > 0 && progress.steps.every((step) => step.state !== "OPEN");
  const grounds = [...new Set(standing.map(({ ground }) => (ground ? tell(`progress.ground.${ground}`) : "")))];
  return html`${lead(speech, all ? "suspended" : progress.steps.length === 1 && above ? "forwarded" : "accepted")}
    ${standing.length ? html`<p class="ground">${tell("progress.stands", { ground: grounds.join(tell("list.comma")) })}</p>` : nothing}
    ${above ? html`<p>${tell("progress.above", { body: above.higher_body })}</p>` : nothing}
    ${all || progress.due === null ? nothing : until(speech, "decide_by", progress.due, progress)}
    ${progress.deemed ? html`<p class="deemed">${tell("progress.deemed")}</p>` : nothing}
    ${look(speech, progress)}`;
}

/** @param {Speech} speech @param {Case} progress */
function denied(speech, progress) {
  return html`${lead(speech, "denied")}
    ${progress.decided_on ? html`<p class="due">${day(speech.language, progress.decided_on)}</p>` : nothing}
    ${next(speech, ["denied_read", "remedies"])}`;
}

/** @param {Speech} speech @param {Case} progress */
function ready(speech, progress) {
  const { tell, name } = speech;
  if (progress.delivery === "mail") return html`${lead(speech, "ready_mail")}${hint(speech, "ready_mail_hint")}`;
  const where = [name(progress.hall), name(progress.collect_at), name(progress.hall_address)].filter(Boolean).join(" · ");
  const shown = tell(`progress.document.${progress.document_kind || "other"}`);
  return html`${lead(speech, "ready")}
    <dl class="collect"><dt>${tell("progress.where")}</dt><dd>${where}</dd>
      <dt>${tell("progress.with")}</dt><dd>${tell("progress.with_what", { document: shown })}</dd>
      <dt>${tell("progress.how")}</dt><dd>${
        progress.collect_item
          ? tell("progress.how_kiosk", { item: name(progress.collect_item), number: progress.number })
          : tell("progress.how_window", { number: progress.number })
      }</dd></dl>`;
}
