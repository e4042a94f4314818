/** The guide desk as a whole: header, find box, ticket, live lists, footer; and the dialog when one is open. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { helpButton } from "../help.js";
import { placesNav } from "../places.js";
import { languageSwitch } from "../screen.js";
import { logOut } from "../staff.js";
import { BOOKED_COMMANDS } from "./booked.js";
import { COMMANDS, NEW, isQueueLetter, mayIssue } from "./commands.js";
import { askingView } from "./dialogs.js";
import { findView } from "./find.js";
import { begin } from "./keys.js";
import { listsView, queuesView } from "./lists.js";
import { centreView } from "./ticket.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").GuideState} GuideState */

/** @param {Guide} screen @param {Hands} hands */
export function guideView(screen, hands) {
  const { tell, name } = screen.speech;
  const { guide } = screen;
  if (guide === null) return html`<main class="waiting" role="status"><p>${screen.refusal ?? tell("guide.joining")}</p></main>`;
  document.title = tell("guide.title", { hall: name(guide.hall) });
  return html`${header(screen, hands, guide)} ${banners(screen, guide)}
    <div class="columns">
      <div class="left">${findView(screen, hands)} ${queuesView(screen, guide)}</div>
      <main class="centre">${said(screen, hands)} ${centreView(screen, hands)}</main>
      ${listsView(screen, hands, guide)}
    </div>
    ${footer(screen, hands, guide)}
    ${screen.asking ? askingView(screen, hands, guide, screen.asking) : nothing}`;
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide */
function header({ speech, session, line }, hands, guide) {
  const { tell, name } = speech;
  const state = line.up ? "up" : "down";
  return html`<header class="bar">
    <h1>${tell("guide.heading")}</h1>
    <span class="hall-name">${name(guide.hall)}</span>
    ${guide.day_open ? nothing : html`<span class="pill attention">${tell("desk.day_closed")}</span>`}
    <span class="gap"></span>
    <b class="time">${hallTime(guide, hallNow())}</b>
    <span class="pill line-mark" data-line=${state}>${tell(`line.${state}_short`)}</span>
    ${placesNav(speech, session, "guide")}
    ${languageSwitch(speech, hands.change)} ${helpButton(speech, () => hands.ask("help"))}
    <button class="quiet" type="button" @click=${() => logOut(session)}>${tell("login.out")}</button>
  </header>`;
}

/** @param {Guide} screen @param {GuideState} guide */
function banners({ speech, line }, guide) {
  const { tell, name } = speech;
  const { evacuation } = guide;
  return html`${evacuation === null ? nothing : html`<p class="banner evacuation" role="alert" data-banner="evacuation">
      <b>${name(evacuation.text)}</b> ${tell("guide.evacuation", { time: hallTime(guide, evacuation.since) })}</p>`}
    ${line.up ? nothing : html`<p class="banner" role="alert" data-banner="offline">
      ${tell("guide.line_down", { time: hallTime(guide, line.since) })}</p>`}`;
}

/** What the last act brought, or why it was not done. @param {Guide} screen @param {Hands} hands */
function said({ refusal, notice, asking, speech }, hands) {
  if (asking !== null || (refusal === null && notice === null)) return nothing;
  const bad = refusal !== null;
  return html`<div class=${bad ? "refusal" : "notice"} role=${bad ? "alert" : "status"} ?data-refusal=${bad} ?data-notice=${!bad}>
    <span>${refusal ?? notice}</span>
    <button class="quiet" type="button" @click=${() => hands.change({ refusal: null, notice: null })}>
      ${speech.tell("dialog.understood")} <kbd>Esc</kbd></button></div>`;
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide */
function footer(screen, hands, guide) {
  const { tell } = screen.speech;
  const still = !screen.line.up || screen.doing;
  const mark = (/** @type {string} */ key) => html`<kbd>${isQueueLetter(key, guide.queues) ? `Alt ${key}` : key}</kbd>`;
  return html`<footer class="acts">
    <button class="primary main" type="button" data-act=${NEW.name} ?disabled=${still || !mayIssue(guide)}
      @click=${() => hands.ask(NEW.name)}>${tell("guide.do.issue")} ${mark(NEW.key)}</button>
    ${commandsNow(screen).map(({ name, key }) => html`
      <button class="plain" type="button" data-act=${name} ?disabled=${still} @click=${() => begin(name, screen, hands)}>
        ${tell(`guide.do.${name}`)} ${mark(key)}</button>`)}
  </footer>`;
}

/** What can be done with what is open: a ticket, or an appointment. @param {Guide} screen @returns {{name: string, key: string}[]} */
function commandsNow({ story, booked }) {
  if (story !== null) return COMMANDS.filter(({ fits }) => fits(story.ticket));
  return booked === null ? [] : BOOKED_COMMANDS.filter(({ fits }) => fits(booked));
}
