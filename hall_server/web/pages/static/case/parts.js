/** Below the steps: the check list, the papers, what supervision saw, the story. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dayWords, momentWords } from "../cases/dates.js";
import { eventView } from "../cases/events.js";

/** @typedef {import("./state.js").File} File */
/** @typedef {import("../cases").CaseView} CaseView */
/** @typedef {import("../language.js").Speech} Speech */

/** @param {Speech} speech @param {CaseView} view */
export function materialsView(speech, { materials }) {
  const { tell } = speech;
  return html`<section class="part"><h3>${tell("cases.check_list", { count: materials.length })}</h3>
    ${materials.length === 0 ? html`<p class="second">${tell("cases.no_materials")}</p>` : nothing}
    <ul class="materials">${materials.map((each) => html`<li data-material-state=${each.state}>
      <span class="words">${each.name}<small class="second">${[each.kind === "" ? "" : tell(`cases.copy.${each.kind}`),
        each.copies > 1 ? tell("cases.copies", { count: each.copies }) : ""].filter(Boolean).join(" · ")}</small>
        ${each.problem === "" ? nothing : html`<small class="problem words">${each.problem}</small>`}</span>
      <b>${tell(`cases.material.${each.state}`)}${each.promised_until === null ? "" : ` ${dayWords(speech, each.promised_until)}`}</b></li>`)}</ul>
  </section>`;
}

/** @param {File} screen @param {import("./state.js").Hands} hands @param {CaseView} view */
export function papersView({ speech, session, doing }, hands, { number, documents }) {
  const { tell } = speech;
  const handles = session.roles.some((role) => role === "clerk" || role === "supervisor");
  return html`<section class="part"><h3>${tell("cases.papers")}</h3>
    ${documents.length === 0 ? html`<p class="second">${tell("cases.no_papers")}</p>` : nothing}
    <ul class="papers">${documents.map((each) => html`<li data-document=${each.kind}>
      <span><b>${tell(`cases.paper.${each.kind}`)}</b> <span class="second words">${each.reference}</span>
        <small class="second">${dayWords(speech, each.issued_on)}${each.version > 1 ? ` · ${tell("cases.version", { version: each.version })}` : ""}</small></span>
      ${handles ? html`<a class="plain small" target="_blank" rel="noopener" href="/api/v1/cases/${number}/documents/${each.document_id}.pdf">${tell("cases.open_pdf")}</a>
      <button class="plain small" type="button" data-act="print" ?disabled=${doing} @click=${() => hands.print(each.document_id)}>${tell("cases.print_again")}</button>` : nothing}</li>`)}</ul>
  </section>`;
}

/** @param {File} screen @param {CaseView} view */
export function eventsOf({ speech, story }, { events }) {
  if (events.length === 0) return nothing;
  return html`<section class="part"><h3>${speech.tell("cases.list.events")}</h3>
    <ol class="events">${events.map((event) => eventView(speech, event, story?.timezone ?? "UTC", false))}</ol></section>`;
}

/** Facts of an act that a reader of the story wants: why, what, how many days. */
const TELLING = ["reason", "lacking", "what", "note", "body", "handed_to", "carrier", "tracking", "department"];

/** @param {File} screen */
export function storyOf({ speech, story }) {
  const { tell, knows } = speech;
  if (story === null) return nothing;
  return html`<section class="part"><h3>${tell("cases.story")}</h3><ol class="case-story">${story.happened.map((each) => html`<li data-happened=${each.act}>
    <time class="second" datetime=${each.at}>${momentWords(speech, each.at, story.timezone)}</time>
    <span><b>${knows(`act.${each.act}`) ? tell(`act.${each.act}`) : each.act}</b>
      ${TELLING.filter((fact) => each.facts[fact]).map((fact) => html`<span class="words told">${each.facts[fact]}</span>`)}</span>
    <span class="second">${each.name || byWords(speech, each.by)}</span></li>`)}</ol></section>`;
}

/** @param {Speech} speech @param {string} by */
function byWords({ tell }, by) {
  return by === "system" ? tell("cases.by_system") : (by.split(":").pop() ?? "");
}
