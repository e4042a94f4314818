/** The list of cases as a whole: the search, tabs with their counts, filters, the rows. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { helpButton, helpDialog } from "../help.js";
import { languageSwitch } from "../screen.js";
import { placesNav } from "../places.js";
import { logOut } from "../staff.js";
import { eventsView } from "./events.js";
import { shortcuts } from "./keys.js";
import { rowsView } from "./rows.js";
import { tabsOf } from "./state.js";

/** @typedef {import("./state.js").Cases} Cases */
/** @typedef {import("./state.js").Hands} Hands */

const KINDS = ["instant", "promised", "joint", "forwarded"];
const GREEN = ["any", "vulnerable", "project"];
const GRADES = ["red", "yellow", "note"];

/** @param {Cases} screen @param {Hands} hands */
export function casesView(screen, hands) {
  const { speech } = screen;
  const { tell } = speech;
  document.title = tell("cases.title");
  return html`<header class="bar">
      <h1 class="clip">${tell("cases.title")}</h1>
      <form class="search" role="search" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), hands.find())}>
        <input type="search" name="q" autocomplete="off" maxlength="100" aria-label=${tell("cases.search")} placeholder=${tell("cases.search_hint")}
          .value=${live(screen.query)} @input=${(/** @type {Event} */ event) => hands.change({ query: /** @type {HTMLInputElement} */ (event.target).value })} />
        <button class="primary small" data-act="find">${tell("cases.find")}</button>
      </form>
      <span class="gap"></span>
      ${placesNav(speech, screen.session, "cases")} ${languageSwitch(speech, hands.change)}
      ${helpButton(speech, () => hands.change({ help: true }))}
      <button class="quiet" type="button" @click=${() => logOut(screen.session)}>${tell("login.out")}</button>
    </header>
    <main>${tabs(screen, hands)}
      <div class="panel" id="list" role="tabpanel" aria-labelledby="tab-${screen.list}">
      ${screen.sought === null ? filters(screen, hands) : found(screen, hands)}
      ${screen.refusal === null ? nothing : html`<p class="refusal" role="alert" data-refusal><span>${screen.refusal}</span>
        <button class="quiet" type="button" data-act="again" @click=${hands.again}>${tell("cases.again")}</button></p>`}
      ${screen.list === "events" && screen.sought === null ? eventsView(screen) : rowsView(screen, hands)}
      ${screen.next === null || screen.sought !== null ? nothing : html`<p class="more"><button class="plain" type="button" data-act="more"
        ?disabled=${screen.asking} @click=${hands.more}>${tell("cases.more")}</button></p>`}
      </div>
    </main>
    ${screen.help ? helpDialog(speech, "cases", shortcuts(speech), () => hands.change({ help: false })) : nothing}`;
}

/** @param {Cases} screen @param {Hands} hands */
function tabs(screen, hands) {
  const { tell } = screen.speech;
  const all = tabsOf(screen.session);
  const counts = /** @type {Record<string, number>} */ (screen.counts ?? {});
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = all[(all.indexOf(screen.list) + step + all.length) % all.length];
    hands.choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${tell("cases.lists")} @keydown=${onKey}>
    ${all.map((tab) => html`<button class="quiet tab" type="button" role="tab" id="tab-${tab}" data-tab=${tab} aria-controls="list"
      aria-selected=${tab === screen.list ? "true" : "false"} tabindex=${tab === screen.list ? 0 : -1} @click=${() => hands.choose(tab)}>${
        tell(`cases.list.${tab}`)}${counts[tab] ? html` <b class="count" data-urgent=${tab === "late" ? "" : nothing}>${
          counts[tab] >= 1000 ? "999+" : counts[tab]}</b>` : nothing}</button>`)}
  </div>`;
}

/** @param {Cases} screen @param {Hands} hands */
function filters(screen, hands) {
  const { speech, filters: now, departments } = screen;
  const { tell, name } = speech;
  if (screen.list === "events") return html`<div class="filters">${choice("grade", GRADES.map((grade) => [grade, tell(`cases.grade.${grade}`)]))}</div>`;
  return html`<div class="filters">
    ${choice("department", Object.entries(departments).map(([code, text]) => [code, name(text)]))}
    ${choice("kind", KINDS.map((kind) => [kind, tell(`kind.${kind}`)]))}
    ${choice("green", GREEN.map((green) => [green, tell(`cases.green.${green}`)]))}
  </div>`;

  /** @param {"department" | "kind" | "green" | "grade"} which @param {string[][]} values */
  function choice(which, values) {
    return html`<label>${tell(`cases.by.${which}`)}
      <select name=${which} @change=${(/** @type {Event} */ event) => hands.filter({ [which]: /** @type {HTMLSelectElement} */ (event.target).value })}>
        <option value="" ?selected=${now[which] === ""}>${tell("cases.every")}</option>
        ${values.map(([value, words]) => html`<option value=${value} ?selected=${now[which] === value}>${words}</option>`)}
      </select></label>`;
  }
}

/** @param {Cases} screen @param {Hands} hands */
function found({ speech: { tell }, sought, cases }, hands) {
  return html`<p class="found-words" role="status">${tell("cases.found", { words: sought ?? "", count: cases?.length ?? 0 })}
    <button class="plain small" type="button" data-act="clear" @click=${hands.clear}>${tell("cases.back_to_list")} <kbd>Esc</kbd></button></p>`;
}
