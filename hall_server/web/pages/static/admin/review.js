/** Looking the tray through: what is wrong, what would change field by field, and when it shall take effect. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { Refused } from "/assets/api.js";
import { problemText, rootOf } from "./checks.js";
import { conflictView, unlessFaster } from "./conflict.js";
import { differenceView } from "./difference.js";
import { sent, withoutEdit } from "./edits.js";
import { fetchWaiting } from "./history.js";
import { linkTo } from "./places.js";
import { PLAN_ROLES } from "./plan_section.js";
import { entryName } from "./shown.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const SHOWN = 60;

/** @type {import("./sections.js").Section} */
export const REVIEW = {
  key: "review",
  group: "changes",
  roles: PLAN_ROLES.filter((role) => role !== "auditor"),
  count: ({ edits }) => edits.length,
  view: reviewView,
};

/** @param {Admin} screen @param {Hands} hands */
function reviewView(screen, hands) {
  const { tell } = screen.speech;
  if (screen.edits.length === 0) return nothingPending(screen, hands);
  const problems = screen.verdict?.problems ?? [];
  return html`<div class="review">
    <div class="scroll">
      ${screen.conflict === null ? nothing : conflictView(screen, hands, screen.conflict)}
      ${problems.length ? problemList(screen, problems) : nothing}
      ${edits(screen, hands)}
      ${screen.verdict?.difference.length ? differenceView(screen, screen.verdict.difference) : nothing}
    </div>
    ${applyForm(screen, hands, problems.length > 0)}
  </div>`;
}

/** @param {Admin} screen @param {Hands} hands what was discarded as a whole can still be had back */
function nothingPending(screen, hands) {
  const { tell } = screen.speech;
  const discarded = screen.own.review?.discarded ?? [];
  const haveBack = () => {
    hands.own("review", { discarded: [] });
    hands.edit(discarded);
  };
  return html`<div class="empty"><p class="second">${tell("admin.review.nothing")}</p>
    ${discarded.length
      ? html`<button class="plain" type="button" data-act="have-back" @click=${haveBack}>
          ${tell("admin.review.have_back", { count: discarded.length })}</button>`
      : nothing}</div>`;
}

/** @param {Admin} screen @param {import("./checks.js").Told[]} problems */
function problemList(screen, problems) {
  const { tell, knows } = screen.speech;
  const field = (/** @type {string} */ name) => (knows(`admin.field.${name}`) ? tell(`admin.field.${name}`) : name);
  return html`<section class="problems"><h3>${tell("admin.review.problems", { count: problems.length })}</h3>
    <ul>${problems.map((problem) => html`<li data-problem=${problem.code}>
      <a href=${linkTo(screen, problem.part, problem.code, rootOf(problem.field))}>${entryName(screen, problem.part, problem.code) || tell(`admin.section.${problem.part}`)}
        ${problem.field ? html`· ${field(rootOf(problem.field))}` : nothing}</a>
      <span>${problemText(screen.speech, problem)}</span></li>`)}</ul></section>`;
}

/** @param {Admin} screen @param {Hands} hands the edits one by one, each with the way out of the tray */
function edits(screen, hands) {
  const { tell } = screen.speech;
  const discardAll = () => {
    hands.own("review", { discarded: screen.edits });
    hands.edit([]);
  };
  return html`<section class="pending"><h3>${tell("admin.review.edits")}
      <button class="quiet" type="button" data-act="discard-all" @click=${discardAll}>${tell("admin.review.discard_all")}</button></h3>
    <ul>${screen.edits.slice(0, SHOWN).map((edit) => html`<li data-edit="${edit.part}/${edit.code}">
      <a href=${linkTo(screen, edit.part, edit.key)}><span class="second">${tell(`admin.section.${edit.part}`)}</span>
        <span dir="auto">${entryName(screen, edit.part, edit.code)}</span></a>
      <button class="quiet" type="button" data-act="discard" aria-label=${tell("admin.review.discard", { what: edit.code })}
        @click=${() => hands.edit(withoutEdit(screen.edits, edit.part, edit.key))}>✕</button></li>`)}</ul>
    ${screen.edits.length > SHOWN ? html`<p class="second">${tell("admin.review.more", { count: screen.edits.length - SHOWN })}</p>` : nothing}</section>`;
}

/** @param {Admin} screen @param {Hands} hands @param {boolean} wrong */
function applyForm(screen, hands, wrong) {
  const { tell } = screen.speech;
  const { when = "now", date = "", summary = "" } = screen.own.review ?? {};
  const choose = (/** @type {string} */ value) => html`<label class="check"><input type="radio" name="when" value=${value}
    .checked=${when === value} @change=${() => hands.own("review", { when: value })} />${tell(`admin.when.${value}`)}</label>`;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    apply(screen, hands, when === "date" ? date : when, summary);
  };
  return html`<form class="apply" @submit=${send}>
    <label class="field"><span>${tell("admin.review.summary")}</span><input name="summary" maxlength="200" autocomplete="off" .value=${summary}
      @input=${(/** @type {any} */ event) => hands.own("review", { summary: event.target.value })} /></label>
    <fieldset class="when"><legend>${tell("admin.review.when")}</legend>${choose("now")}${choose("next_opening")}${choose("date")}
      ${when === "date"
        ? html`<input type="date" required aria-label=${tell("admin.when.date")} .value=${date}
            @change=${(/** @type {any} */ event) => hands.own("review", { date: event.target.value })} />`
        : nothing}</fieldset>
    <button class="primary" type="submit" data-act="apply" ?disabled=${wrong || screen.doing || screen.verdict === null || screen.conflict !== null}>
      ${tell(screen.doing ? "admin.review.sending" : when === "now" ? "admin.review.apply" : "admin.review.schedule")}</button>
    ${wrong ? html`<p class="second">${tell("admin.review.mend_first")}</p>` : nothing}
  </form>`;
}

/** @param {Admin} screen @param {Hands} hands @param {string} when @param {string} summary */
async function apply(screen, hands, when, summary) {
  if (screen.doing) return;
  hands.change({ doing: true, conflict: null, notice: null });
  const asked = screen.edits;
  const post = () => hands.act("POST", "/admin/changes", { edits: sent(asked), summary, when });
  const made = await hands.attempt(() => unlessFaster(hands, () => unlessWrong(hands, post)));
  hands.change({ doing: false });
  if (made === null) return;
  hands.own("review", { summary: "", when: "now", discarded: [] });
  hands.change({ last: made });
  hands.edit(screen.edits.filter((edit) => !asked.includes(edit)));
  await Promise.all([hands.refresh(), fetchWaiting(hands)]);
}

/**
 * @template Answer
 * @param {Hands} hands
 * @param {() => Promise<Answer>} asked
 * @returns {Promise<Answer | null>} null when the whole would be wrong; the page then lists the problems
 */
async function unlessWrong(hands, asked) {
  try {
    return await asked();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "plan_refused") throw error;
    hands.change({ verdict: { problems: error.facts.problems, difference: [] }, refusal: null });
    return null;
  }
}
