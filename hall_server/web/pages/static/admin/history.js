/** What was changed, by whom and when; what is still to take effect; undoing and cancelling. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { Refused } from "/assets/api.js";
import { refusalSentence } from "../refusal.js";
import { read } from "../staff.js";
import { differenceView } from "./difference.js";
import { momentText } from "./moment.js";
import { PLAN_ROLES } from "./plan_section.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./plan").ChangeView} ChangeView */

const PAGE = 30;
const MOST = 100;
const YEAR_MS = 367 * 86_400_000;

/** @type {import("./sections.js").Section} */
export const WAITING = { key: "waiting", group: "changes", roles: PLAN_ROLES, view: waitingView, enter: (_, hands) => fetchWaiting(hands) };

/** @type {import("./sections.js").Section} */
export const HISTORY = { key: "history", group: "changes", roles: PLAN_ROLES, view: historyView, enter: (_, hands) => fetchNewest(hands) };

/** @param {Hands} hands */
async function fetchNewest(hands) {
  const page = await hands.attempt(() => read(`/admin/changes?limit=${PAGE}`));
  if (page !== null) hands.own("changes", { list: page.changes, ends: page.changes.length < PAGE });
}

/** @param {Hands} hands reads so far back that whatever is scheduled is among it: a year at most */
export async function fetchWaiting(hands) {
  /** @type {ChangeView[]} */
  let list = [];
  for (let ends = false; !ends; ) {
    const before = list.length ? `&before=${list[list.length - 1].change_id}` : "";
    const page = await hands.attempt(() => read(`/admin/changes?limit=${MOST}${before}`));
    if (page === null) return;
    list = [...list, ...page.changes];
    ends = page.changes.length < MOST || Date.parse(list[list.length - 1].made_at) < Date.now() - YEAR_MS;
    hands.own("changes", { list, ends });
  }
}

/** @param {Admin} screen @param {Hands} hands */
async function fetchOlder(screen, hands) {
  const { list } = screen.own.changes;
  const page = await hands.attempt(() => read(`/admin/changes?before=${list[list.length - 1].change_id}&limit=${PAGE}`));
  if (page !== null) hands.own("changes", { list: [...list, ...page.changes], ends: page.changes.length < PAGE });
}

/** @param {Admin} screen @param {Hands} hands */
function waitingView(screen, hands) {
  const { tell } = screen.speech;
  const { list } = screen.own.changes ?? {};
  if (list === undefined) return html`<p class="second empty" role="status">${tell("admin.joining")}</p>`;
  const waiting = list.filter((/** @type {ChangeView} */ { state }) => state === "SCHEDULED");
  if (waiting.length === 0) return html`<p class="second empty">${tell("admin.history.none_waiting")}</p>`;
  return html`<div class="scroll">${waiting.map((/** @type {ChangeView} */ change) => changeView(screen, hands, change, true))}</div>`;
}

/** @param {Admin} screen @param {Hands} hands */
function historyView(screen, hands) {
  const { tell } = screen.speech;
  const { list, ends } = screen.own.changes ?? {};
  if (list === undefined) return html`<p class="second empty" role="status">${tell("admin.joining")}</p>`;
  if (list.length === 0) return html`<p class="second empty">${tell("admin.history.none")}</p>`;
  const one = (/** @type {ChangeView} */ change) =>
    changeView(screen, hands, change, screen.own.changes.open === change.change_id);
  return html`<div class="scroll">${list.map(one)}
    ${ends
      ? nothing
      : html`<button class="plain small" type="button" @click=${() => fetchOlder(screen, hands)}>${tell("admin.history.older")}</button>`}</div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {ChangeView} change @param {boolean} open */
function changeView(screen, hands, change, open) {
  const { tell } = screen.speech;
  const turn = () => hands.own("changes", { open: open ? null : change.change_id });
  return html`<article class="change" data-change=${change.change_id} data-state=${change.state}>
    <header><span class="mark" data-mark=${change.state}>${tell(`admin.change.${change.state}`)}</span>
      <button class="quiet what" type="button" aria-expanded=${open ? "true" : "false"} @click=${turn}>
        <b dir="auto">${change.summary || tell("admin.history.no_summary")}</b></button>
      <span class="second">${momentText(screen, change.made_at)} ${change.made_by_name}</span>
      ${change.due === null ? nothing : html`<span class="second">${tell("admin.history.due", { date: change.due })}</span>`}
      <span class="gap"></span>${actsOf(screen, hands, change)}</header>
    ${change.trouble === null ? nothing : html`<p class="warning" data-trouble>${troubleText(screen, change.trouble)}</p>`}
    ${change.settled_by && change.state !== "APPLIED" && change.settled_at !== null
      ? html`<p class="second">${tell("admin.history.settled", { by: change.settled_by, time: momentText(screen, change.settled_at) })}</p>`
      : nothing}
    ${open ? differenceView(screen, change.difference, change.entries) : nothing}
  </article>`;
}

/** @param {Admin} screen @param {NonNullable<ChangeView["trouble"]>} trouble */
function troubleText({ speech }, { code, facts, text }) {
  return refusalSentence(speech, new Refused({ code, facts, detail: text, status: 409 }));
}

/** @param {Admin} screen @param {Hands} hands @param {ChangeView} change */
function actsOf(screen, hands, change) {
  const { tell } = screen.speech;
  const act = async (/** @type {string} */ what) => {
    const done = await hands.attempt(() => hands.act("POST", `/admin/changes/${change.change_id}/${what}`, {}));
    if (done === null) return;
    hands.change({ last: null, notice: tell(`admin.history.done.${what}`, { summary: change.summary }) });
    await Promise.all([hands.refresh(), fetchNewest(hands)]);
  };
  const mine = change.difference.every(({ part }) => screen.setup?.may_edit.includes(part));
  if (change.state === "SCHEDULED" && mine) {
    return html`<button class="plain small danger" type="button" data-act="cancel" @click=${() => act("cancel")}>${tell("admin.history.cancel")}</button>`;
  }
  if (!change.undoable) return nothing;
  return html`<button class="plain small" type="button" data-act="undo-change" @click=${() => act("undo")}>${tell("admin.history.undo")}</button>`;
}
