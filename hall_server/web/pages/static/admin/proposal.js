/** What a file or the official calendar would bring: its problems and its difference, before anything is taken over. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { problemText } from "./checks.js";
import { differenceView } from "./difference.js";
import { joined } from "./edits.js";

/** @param {import("./page.js").Admin} screen @param {import("./page.js").Hands} hands @param {string} section which keeps the proposal */
export function proposalView(screen, hands, section) {
  const { tell, knows } = screen.speech;
  /** @type {import("./plan").Import} */
  const { edits, problems, difference } = screen.own[section].proposal;
  const leave = () => hands.own(section, { proposal: null });
  const take = () => {
    leave();
    hands.edit(joined(screen.edits, edits));
    hands.change({ notice: tell("admin.proposal.taken", { count: edits.length }) });
  };
  const place = (/** @type {import("./plan").Problem} */ { part, code, field }) =>
    [knows(`admin.section.${part}`) ? tell(`admin.section.${part}`) : part, code, knows(`admin.field.${field}`) ? tell(`admin.field.${field}`) : field]
      .filter((each) => each !== "")
      .join(" · ");
  return html`<section class="proposal" data-proposal=${edits.length}>
    <div class="inline">
      <h3>${edits.length ? tell("admin.proposal.title", { count: edits.length }) : tell("admin.proposal.nothing")}</h3>
      <span class="gap"></span>
      ${edits.length ? html`<button class="plain" type="button" data-act="take" @click=${take}>${tell("admin.proposal.take")}</button>` : nothing}
      <button class="quiet" type="button" data-act="leave" @click=${leave}>${tell("admin.proposal.leave")}</button></div>
    ${problems.length
      ? html`<div class="problems"><h3>${tell("admin.review.problems", { count: problems.length })}</h3><ul>${problems.slice(0, 100).map(
          (problem) => html`<li><b>${place(problem)}</b><span>${problemText(screen.speech, problem)}</span></li>`)}</ul></div>`
      : nothing}
    ${difference.length ? differenceView(screen, difference) : nothing}</section>`;
}
